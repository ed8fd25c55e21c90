import { Component, type ErrorInfo, type ReactNode } from 'react';
import { isMissing, retryParts } from './lazy-part';

interface Props {
  /** What broke, as the reader knows it: 'this figure', 'the Argmax lab'. */
  name: string;
  /** Called before the children are built anew. */
  onReload?(): void;
  /** Hears of the fault instead of the reader: nothing is drawn then. */
  onError?(error: unknown): void;
  children: ReactNode;
}

interface State {
  error: unknown;
  where: string;
  /** Counts the reloads: a new key builds the children anew. */
  attempt: number;
}

/** Keeps a fault in one part from taking the page down, and offers to build that part again. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { error: null, where: '', attempt: 0 };

  static getDerivedStateFromError(error: unknown): Partial<State> {
    return { error: error ?? new Error('unknown error') };
  }

  override componentDidCatch(error: unknown, info: ErrorInfo) {
    this.setState({ where: info.componentStack ?? '' });
    this.props.onError?.(error);
  }

  private reload = () => {
    retryParts();
    this.props.onReload?.();
    this.setState(({ attempt }) => ({ error: null, where: '', attempt: attempt + 1 }));
  };

  private copy = () => {
    const { error, where } = this.state;
    const stack = error instanceof Error ? (error.stack ?? error.message) : messageOf(error);
    void navigator.clipboard?.writeText(`${this.props.name}\n${stack}\n${where}`);
  };

  /** Some browsers never ask twice for a file that did not come: then only the page itself can be loaded anew. */
  private missing() {
    const [label, act] =
      this.state.attempt === 0
        ? ['Try again', this.reload]
        : ['Load the page anew', () => location.reload()];
    return (
      <div className="broken" role="alert">
        <p>
          <strong>What belongs here could not be loaded: {this.props.name}.</strong> The network or
          the site does not answer, or the site has changed. Nothing is lost.
        </p>
        <button type="button" className="button" onClick={act}>
          {label}
        </button>
      </div>
    );
  }

  override render() {
    const { error, attempt } = this.state;
    if (error === null) return <ErrorFree key={attempt}>{this.props.children}</ErrorFree>;
    if (this.props.onError) return null;
    if (isMissing(error)) return this.missing();
    return (
      <div className="broken" role="alert">
        <p>
          <strong>Something went wrong in {this.props.name}.</strong> The rest of the page goes on
          working.
        </p>
        <p className="muted">{messageOf(error)}</p>
        <p className="row">
          <button type="button" className="button" onClick={this.reload}>
            Reload {this.props.name}
          </button>
          <button type="button" className="button" onClick={this.copy}>
            Copy details
          </button>
        </p>
      </div>
    );
  }
}

/** Anything can be thrown, but what is not an Error has nothing to say to a reader. */
export const messageOf = (error: unknown) =>
  error instanceof Error ? error.message : 'unknown error';

const ErrorFree = ({ children }: { children: ReactNode }) => <>{children}</>;
