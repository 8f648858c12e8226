/**
 * Single characters whose columns all terminals agree on. Of everything else, such as emoji with a selector, joined ones,
 * flags, letters of several code points, some terminals make one column and some two, or more than we think.
 */
const certain =
  /^[\u0020-\u007e\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0377\u037a-\u037f\u0384-\u0482\u048a-\u052f\u1e00-\u1eff\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2100-\u2319\u231c-\u2328\u232b-\u23e8\u2400-\u2426\u2460-\u25fc\u25ff\u2605-\u2612\u2669-\u266f\u2713-\u2727\u275b-\u2775\u2800-\u28ff\u3001-\u3029\u3041-\u3096\u30a0-\u30ff\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff60]$/;

export const isCertain = (text: string): boolean => certain.test(text);
