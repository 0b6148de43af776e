/**
 * Whether an utterance asks something. Called by the fold; a hint for counting, never a decision about the reply.
 * A question mark counts in every language; speech has none, so opening words (English) and particles (Chinese) count too.
 */
const OPENING_WORDS =
  /^(?:(?:um|uh|so|and|hi|hello|hey|ok|okay|please)[,\s]+)*(?:what|whats|what's|how|hows|when|where|which|who|why|do|does|did|is|are|am|can|could|would|will|should|have|has)\b/i;
const PARTICLES =
  /(?:吗|呢|么|嗎)[。！\s]*$|多少|怎么|怎麼|什么|什麼|哪|几(?:点|天|号|块|个|月|年|部|台)|有没有|能不能|可不可以|是不是|多久/u;

export function isQuestion(text: string): boolean {
  return /[?？]/u.test(text) || OPENING_WORDS.test(text.trim()) || PARTICLES.test(text);
}

/** Words of Latin script count one each, Chinese characters two to a word. */
export function countWords(text: string): number {
  const latin = text.match(/[\p{Script=Latin}\p{N}]+(?:['’.-][\p{Script=Latin}\p{N}]+)*/gu)?.length ?? 0;
  const han = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  return latin + Math.ceil(han / 2);
}
