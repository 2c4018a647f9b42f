/** Why something can't be done, in words. Whoever serves the request makes an HTTP error of it. */
export interface Refusal {
  refused: string
}

/** Whether the answer is a reason, not a result. */
export function isRefusal(answer: object | undefined): answer is Refusal {
  return answer !== undefined && 'refused' in answer && typeof answer.refused === 'string'
}
