import { createRoot } from 'react-dom/client';
import { CASES, DRAWINGS } from './cases';

/** `npm run gallery`: every chart in every case, wide and on a phone, on paper and at night. */
function Gallery() {
  const charts = [...new Set(CASES.map(({ chart }) => chart))];
  return (
    <>
      <nav aria-label="charts">
        {charts.map((chart) => (
          <a key={chart} href={`#${chart}`}>
            {chart}
          </a>
        ))}
      </nav>
      {CASES.map(({ chart, title, element }, i) => (
        <section key={i} id={chart === CASES[i - 1]?.chart ? undefined : chart}>
          <h2>
            {chart}: {title}
          </h2>
          <div className="case">
            {['light', 'dark'].map((theme) => (
              <div key={theme} className="theme" data-theme={theme}>
                {DRAWINGS.map((size) => (
                  <div key={size.width}>{element(size)}</div>
                ))}
              </div>
            ))}
          </div>
        </section>
      ))}
    </>
  );
}

createRoot(document.getElementById('root')!).render(<Gallery />);
