/** How many draws an answer rests on, and on demand what a draw is: the first word that a reader does not know. */
import { useWords } from "../words";

export function Draws() {
  const { job } = useWords();
  return (
    <details class="term">
      <summary title={job.drawsMean}>{job.whatDraws}</summary>
      <p>{job.drawsMean}</p>
    </details>
  );
}
