import { Table, type TableProps } from "@mantine/core";
import type { ReactNode } from "react";

type NameValuesProps = Pick<TableProps, "className" | "verticalSpacing" | "aria-label"> & {
  rows: readonly (readonly [name: string, value: ReactNode])[];
};

/** What there is to know, a row each: its name, and what it is. */
export function NameValues({ rows, ...how }: NameValuesProps) {
  return (
    <Table variant="vertical" {...how}>
      <Table.Tbody>
        {rows.map(([name, value]) => (
          <Table.Tr key={name}>
            <Table.Th>{name}</Table.Th>
            <Table.Td>{value}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
