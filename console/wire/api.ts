/** Reads the server's HTTP API as JSON; every failure becomes an ApiFault with the server's code. Never writes. */

interface ApiFaultDetails {
  readonly code: string;
  readonly status: number;
  readonly isRetryable: boolean;
}

export class ApiFault extends Error {
  override readonly name = 'ApiFault';
  readonly code: string;
  /** HTTP status; 0 when no answer came. */
  readonly status: number;
  readonly isRetryable: boolean;

  constructor(message: string, details: ApiFaultDetails) {
    super(message);
    this.code = details.code;
    this.status = details.status;
    this.isRetryable = details.isRetryable;
  }
}

type Query = Readonly<Record<string, string | number | undefined>>;

interface Problem {
  readonly code?: unknown;
  readonly title?: unknown;
  readonly detail?: unknown;
  readonly message?: unknown;
  readonly retryable?: unknown;
}

/** GET /api/v1/<path>. Throws ApiFault; an abort is thrown as it comes. */
export async function readApi<Body>(path: string, query: Query = {}, signal?: AbortSignal): Promise<Body> {
  const url = new URL(`/api/v1/${path}`, window.location.origin);
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') url.searchParams.set(name, String(value));
  }
  const response = await request(url, signal);
  if (!response.ok) throw await faultOf(response);
  return (await response.json()) as Body;
}

async function request(url: URL, signal?: AbortSignal): Promise<Response> {
  try {
    return await fetch(url, { headers: { accept: 'application/json' }, credentials: 'same-origin', signal });
  } catch (thrown) {
    if (signal?.aborted) throw thrown;
    throw new ApiFault('The server does not answer.', {
      code: 'network.no-answer',
      status: 0,
      isRetryable: true,
    });
  }
}

async function faultOf(response: Response): Promise<ApiFault> {
  const problem = (await response.json().catch(() => ({}))) as Problem;
  const text = [problem.detail, problem.message, problem.title].find((value) => typeof value === 'string');
  return new ApiFault(typeof text === 'string' ? text : response.statusText, {
    code: typeof problem.code === 'string' ? problem.code : `http.${response.status}`,
    status: response.status,
    isRetryable: problem.retryable === true || response.status >= 500,
  });
}
