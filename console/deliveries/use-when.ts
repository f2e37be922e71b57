import { useFormatter } from "use-intl";
import { TO_THE_SECOND } from "../ui/time-formats.ts";

/** Says a time to the second, the same wherever a delivery is named. */
export function useWhen(): (ms: number) => string {
  const format = useFormatter();
  return (ms) => format.dateTime(new Date(ms), TO_THE_SECOND);
}

const KIB = 1024;

/** Says a size in the unit that fits it. */
export function useSize(): (bytes: number) => string {
  const format = useFormatter();
  return (bytes) => {
    if (bytes < KIB) return `${bytes} B`;
    const [size, unit] = bytes < KIB * KIB ? [bytes / KIB, "KiB"] : [bytes / KIB / KIB, "MiB"];
    return `${format.number(size, { maximumFractionDigits: 1 })} ${unit}`;
  };
}
