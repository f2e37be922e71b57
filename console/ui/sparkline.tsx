import "./sparkline.css";
import { useTranslations } from "use-intl";

const HEIGHT = 24;
const BAR = 4;

/** Events of each hour as bars, with the sum in words for who cannot see them. */
export function Sparkline({ events, total }: { events: readonly number[]; total: number }) {
  const t = useTranslations("integrations");
  const most = Math.max(1, ...events);
  const bars = events.map((count, hour) => ({ x: hour * BAR, height: heightOf(count, most), isNone: count === 0 }));
  const said = t("curve", { total, hours: events.length, most: total === 0 ? 0 : most });
  return (
    <svg
      className="sparkline"
      role="img"
      aria-label={said}
      viewBox={`0 0 ${events.length * BAR} ${HEIGHT}`}
      width={events.length * BAR}
      height={HEIGHT}
    >
      <title>{said}</title>
      {bars.map(({ x, height, isNone }) => (
        <rect key={x} data-none={isNone} x={x} y={HEIGHT - height} width={BAR - 1} height={height} />
      ))}
    </svg>
  );
}

/** An hour with anything in it must show, beside one with a thousand times more. */
function heightOf(count: number, most: number): number {
  return count === 0 ? 1 : Math.max(3, Math.round((count / most) * HEIGHT));
}
