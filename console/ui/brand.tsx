import bell from "./bell.svg";

/** The product's mark and name. */
export function Brand() {
  return (
    <div className="brand">
      <img src={bell} alt="" width={26} height={26} />
      Tocsin
    </div>
  );
}
