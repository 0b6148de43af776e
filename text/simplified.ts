/** Traditional Chinese characters as Simplified ones, so that words compare equal in both scripts. Never used for what is shown. */
import { Converter } from 'opencc-js/t2cn';

const HAN = /\p{Script=Han}/u;
const convert = Converter({ from: 't', to: 'cn' });

/** `請問有沒有手機` -> `请问有没有手机`. Always as long as the text, so that offsets hold in both. */
export function toSimplified(text: string): string {
  if (!HAN.test(text)) return text;
  const whole = convert(text);
  if (whole.length === text.length) return whole;
  return Array.from(text, (character) => {
    const one = convert(character);
    return one.length === character.length ? one : character;
  }).join('');
}
