import { Popover, Table, UnstyledButton } from "@mantine/core";
import { IconHelpCircle } from "@tabler/icons-react";
import { useTranslations } from "use-intl";

const FORMS = [
  ["exact", "payments"],
  ["wildcard", "payments-*"],
  ["pattern", "/^(api|web)-\\d+$/"],
  ["range", "cidr:10.0.0.0/8"],
  ["comparison", "num:ge:90"],
] as const;

/** How values are written: each form with an example. */
export function ValueHelp() {
  const t = useTranslations("conditions");
  return (
    <Popover width={420} position="bottom-start" transitionProps={{ duration: 0 }} trapFocus withRoles shadow="md">
      <Popover.Target>
        <UnstyledButton className="route-help">
          <IconHelpCircle size={15} aria-hidden /> {t("help")}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown aria-label={t("help")} className="route-help-table" tabIndex={0}>
        <Table verticalSpacing={4}>
          <Table.Tbody>
            {FORMS.map(([form, example]) => (
              <Table.Tr key={form}>
                <Table.Th scope="row">
                  {t(`form_${form}`)}
                  <code className="route-example">{example}</code>
                </Table.Th>
                <Table.Td>{t(`${form}Help`)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
        <p>{t("missingHelp")}</p>
      </Popover.Dropdown>
    </Popover>
  );
}
