/** Rows whose figures are known not to agree, and why; shown beside them, never left out. */
const TPU = 'the number of TPUs is a guess from H100-equivalents; its compute fits, its power does not';
const ZHANGBEI = 'counted in H100-equivalents but given as chips of a fifth of that';
const LATER = 'chips as planned for 2026, the published figure of late 2025';
const TENSOR = 'the FP64 peak given is of the vector units; Linpack runs on tensor units of twice that';
const ROUNDED = 'the published figure is "over 1 EFLOPS"';

const KNOWN: Record<'power' | 'compute', Record<string, string | undefined>> = {
  power: {
    leonardo: 'has a partition without accelerators',
    lumi: 'has a partition without accelerators',
    aurora: 'the published power is of a Linpack run on part of the machine',
    jupiter: 'chips at TDP pass the published band; left as it is',
    goog_newalbany: TPU,
    goog_pryor: TPU,
    goog_omaha: TPU,
    sg_abilene: LATER,
    g42_ajman: 'built for accelerators, where the others of its group are not',
    pengcheng: 'built for accelerators, where the others of its group are not',
    apple_guian: 'storage for the most part; its accelerators are a token number',
    ali_zhangbei: ZHANGBEI,
    cl_qingyang: '100 EFLOPS claimed on about 31,000 racks: too many chips for the power, as claimed',
  },
  compute: {
    ali_zhangbei: ZHANGBEI,
    sg_abilene: LATER,
    meta_prometheus: LATER,
    cl_zhangjiakou: 'claimed compute looks too high against the supply of chips',
    cl_wuhu: 'chips are an estimate for the whole cluster, the claim is of Wuhu city',
    yisuan_qingyang: 'chips are a guess: 5,000 of a generic type',
    cm_beijing: ROUNDED,
    pengcheng: ROUNDED,
    taihulight: 'its SW26010 is given as the SW26010-Pro, which has four and a half times the peak',
    jupiter: TENSOR,
    alps: TENSOR,
    aurora: 'Linpack ran on part of the machine, and its chips hold less than their peak',
  },
};

export const knownReason = (of: keyof typeof KNOWN, id: string): string | undefined => KNOWN[of][id];
