import { Table } from "@mantine/core";
import type { ReactNode } from "react";

type RecordTableProps = {
  /** What the table lists, for who cannot see it. */
  label: string;
  heads: readonly string[];
  rows: readonly { key: string | number; cells: readonly ReactNode[] }[];
};

/** Rows of things under their heads. */
export function RecordTable({ label, heads, rows }: RecordTableProps) {
  return (
    <div className="panel">
      <Table aria-label={label} verticalSpacing="xs" highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            {heads.map((head) => (
              <Table.Th key={head} scope="col">
                {head}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ key, cells }) => (
            <Table.Tr key={key}>
              {heads.map((head, column) => (
                <Table.Td key={head}>{cells[column]}</Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
