import { Link } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import { useDestinations } from "./use-destinations.ts";

/** The way to every page. */
export function Navigation() {
  const t = useTranslations("navigation");
  const frame = useTranslations("frame");
  return (
    <nav aria-label={frame("navigation")}>
      {useDestinations().map(({ group, pages }) => (
        <div key={group}>
          {group && <p className="side-group">{t(group)}</p>}
          <ul>
            {pages.map(({ to, name, icon: Icon }) => (
              <li key={to}>
                <Link to={to} className="side-item">
                  <Icon size={17} aria-hidden />
                  {t(name)}
                </Link>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}
