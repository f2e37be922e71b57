import type { ReactNode } from "react";

type CardProps = {
  /** The name as a link to what the card is about; all of the card leads there. */
  name: ReactNode;
  /** What stands before the name. */
  icon?: ReactNode;
  /** What stands across from the name and can be pressed by itself. */
  action?: ReactNode;
  /** A word that colours the card's edge, said in words inside. */
  edge?: string;
  children: ReactNode;
};

/** Something at a glance: its name, which leads to it, and what matters of it. */
export function Card({ name, icon, action, edge, children }: CardProps) {
  return (
    <article className="card card-whole" data-edge={edge}>
      <div className="card-head">
        {icon}
        <h2 className="card-name">{name}</h2>
        {action}
      </div>
      {children}
    </article>
  );
}
