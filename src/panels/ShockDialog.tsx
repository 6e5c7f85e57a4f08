/** The form of one action: what it is done to, a few fields with where they start, and the deed. */
import { useChoice, useSteady, useWords } from '../charts/hooks.ts';
import { useState } from 'react';
import {
  Button,
  Dialog,
  Heading,
  Input,
  Label,
  Modal,
  ModalOverlay,
  NumberField,
} from 'react-aria-components';
import type { Happening } from '../../workers/scenario/scenario.ts';
import type { ViewModel } from '../../workers/world/view-model.ts';
import { formatCount } from '../i18n/format.ts';
import { DICTIONARIES } from '../i18n/words.ts';
import { choices, frames } from '../sim/sim.ts';
import type { Pick } from '../sim/store.ts';
import { doAndSay } from './do.ts';
import { askWhyJob } from './ask.ts';
import { nameOf } from './names.ts';
import { shockOf, startValues, type Field, type Shock, type Values } from './shocks.ts';
import { Chooser } from '../controls/Chooser.tsx';

type Asked = { kind: Happening['do']; on: Pick | null };

/** Opens the form of an action; one without anything to choose is done at once. */
export function beginShock(asked: Asked): void {
  const { view, lang } = choices.getState();
  const shock = shockOf(asked.kind, asked.on);
  if (!view || !shock) return;
  const fields = shock.fields(view, asked.on?.index ?? -1, lang, DICTIONARIES[lang]);
  if (fields.length === 0) void act(shock, {}, view, asked.on);
  else choices.setState({ shock: asked, playing: false });
}

async function act(shock: Shock, values: Values, view: ViewModel, on: Pick | null): Promise<void> {
  const nowS = (frames.current?.tick ?? 0) * view.scenario.tickS;
  const { happening, end } = shock.make(values, { view, index: on?.index ?? -1, nowS });
  if (happening.do !== 'job-migrate') doAndSay(happening, end);
  else if (on) {
    const why = await askWhyJob(on.index);
    if (why) doAndSay({ ...happening, job: why.detail.id });
  }
}

export function ShockDialog() {
  const asked = useChoice((now) => now.shock);
  const view = useChoice((now) => now.view);
  const shock = asked && shockOf(asked.kind, asked.on);
  return (
    <ModalOverlay
      className="overlay"
      isDismissable
      isOpen={shock !== null && shock !== undefined && view !== null}
      onOpenChange={(open) => !open && choices.setState({ shock: null })}
    >
      <Modal className="modal">
        <Dialog>{asked && shock && view ? <Form asked={asked} shock={shock} view={view} /> : null}</Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function Form({ asked, shock, view }: { asked: Asked; shock: Shock; view: ViewModel }) {
  const { t, lang } = useWords();
  const fields = shock.fields(view, asked.on?.index ?? -1, lang, t);
  const [values, setValues] = useState<Values>(() => startValues(fields));
  const tick = useSteady(() => frames.current?.tick ?? 0);
  return (
    <form
      className="shock-form"
      onSubmit={(event) => {
        event.preventDefault();
        choices.setState({ shock: null });
        void act(shock, values, view, asked.on);
      }}
    >
      <Heading slot="title">{t.shock.names[shock.kind]}</Heading>
      <p className="quiet">{asked.on ? nameOf(view, asked.on, lang) : t.shock.everywhere}</p>
      {fields.map((field) => (
        <FormField
          key={field.key}
          field={field}
          value={values[field.key] ?? ''}
          onChange={(value) => setValues((was) => ({ ...was, [field.key]: value }))}
        />
      ))}
      <p className="quiet">{t.shock.at(formatCount(lang, tick))}</p>
      <div className="actions">
        <Button className="action primary" type="submit">
          {t.shock.apply}
        </Button>
        <Button className="action" onPress={() => choices.setState({ shock: null })}>
          {t.shock.cancel}
        </Button>
      </div>
    </form>
  );
}

type FieldProps = { field: Field; value: number | string; onChange(value: number | string): void };

function FormField({ field, value, onChange }: FieldProps) {
  const { t } = useWords();
  const label = t.shock.fields[field.key];
  if (field.kind === 'number') {
    return (
      <NumberField
        className="form-field"
        value={Number(value)}
        minValue={field.min}
        maxValue={field.max}
        isRequired={!field.optional}
        formatOptions={{ maximumFractionDigits: 3 }}
        onChange={onChange}
      >
        <Label>{label}</Label>
        <Input placeholder={field.optional ? t.shock.forever : ''} />
      </NumberField>
    );
  }
  return (
    <Chooser
      className="form-field"
      label={label}
      options={field.options}
      value={String(value)}
      onChoose={onChange}
    />
  );
}
