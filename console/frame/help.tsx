import { useTranslations } from "use-intl";
import { Dialog } from "../ui/dialog.tsx";

const SHORTCUTS = [
  ["palette", "Ctrl K / ⌘ K"],
  ["create", "c"],
  ["move", "j / k"],
  ["open", "Enter"],
  ["select", "x"],
  ["acknowledge", "a"],
  ["resolve", "r"],
  ["find", "/"],
  ["this", "?"],
  ["close", "Esc"],
] as const;

/** The keyboard shortcuts. */
export function Help({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const t = useTranslations("help");
  const frame = useTranslations("frame");
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={frame("help")}>
      <table className="keys">
        <tbody>
          {SHORTCUTS.map(([name, keys]) => (
            <tr key={name}>
              <td>{t(name)}</td>
              <td>
                <kbd>{keys}</kbd>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Dialog>
  );
}
