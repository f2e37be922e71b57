import { Modal } from "@mantine/core";
import { useTranslations } from "use-intl";

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
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={frame("help")}
      closeButtonProps={{ "aria-label": frame("close") }}
      transitionProps={{ duration: 0 }}
    >
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
    </Modal>
  );
}
