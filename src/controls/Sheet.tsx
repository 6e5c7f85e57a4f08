/** A dialog over the page, under its title; what it holds is let go with it. */
import type { ReactNode } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';

type Props = {
  title: string;
  isOpen: boolean;
  onClose(): void;
  /** Beside 'modal': how wide it is, and what it looks like. */
  className?: string;
  /** It says what went wrong. */
  alerts?: boolean;
  /** Nothing but its own buttons and Escape closes it, as work would be lost. */
  stays?: boolean;
  children: ReactNode;
};

export function Sheet({ title, isOpen, onClose, className = '', alerts, stays, children }: Props) {
  return (
    <ModalOverlay
      className="overlay"
      isDismissable={!stays}
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose()}
    >
      <Modal className={`modal ${className}`.trim()}>
        <Dialog role={alerts ? 'alertdialog' : 'dialog'}>
          <Heading slot="title">{title}</Heading>
          {children}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
