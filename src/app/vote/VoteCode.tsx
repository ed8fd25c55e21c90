import Qr from '../../ui/qr/Qr';
import { isLoopback } from '../published';
import { tallyOf, voteAddress } from './tally';
import { words } from './words';

/** The way to the vote page of a scene, for phones that look at the screen. */
export default function VoteCode({ scene }: { readonly scene: number }) {
  const address = voteAddress(scene, tallyOf(new URLSearchParams(location.search)));
  return (
    <aside className="vote-code" aria-label={words.code}>
      <Qr address={address} label={words.codeOf(address)} />
      <p>
        <a href={address}>{address.replace(/^https?:\/\//, '').replace(/&tally=.*/, '')}</a>
      </p>
      {isLoopback(address) && <p className="muted">{words.local}</p>}
    </aside>
  );
}
