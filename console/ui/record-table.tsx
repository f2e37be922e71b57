import "./record-table.css";
import { Table } from "@mantine/core";
import type { ReactNode } from "react";

type RecordTableProps = {
  /** What the table lists, for who cannot see it. */
  label: string;
  heads: readonly string[];
  rows: readonly { key: string | number; cells: readonly ReactNode[] }[];
};

/**
 * Rows of things under their heads. On a narrow screen each row becomes a block with the heads beside its cells; the roles are
 * written out because browsers drop those of a table that is not laid out as one.
 */
export function RecordTable({ label, heads, rows }: RecordTableProps) {
  return (
    <div className="panel">
      <Table role="table" className="record-table" aria-label={label} verticalSpacing="xs" highlightOnHover>
        <Table.Thead role="rowgroup">
          <Table.Tr role="row">
            {heads.map((head) => (
              <Table.Th key={head} role="columnheader" scope="col">
                {head}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody role="rowgroup">
          {rows.map(({ key, cells }) => (
            <Table.Tr key={key} role="row">
              {heads.map((head, column) => (
                <Table.Td key={head} role="cell" data-head={head}>
                  {cells[column]}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
