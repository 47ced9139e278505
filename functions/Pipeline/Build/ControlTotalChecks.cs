using System.Globalization;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Domain.Releases;

namespace BudgetWatch.Pipeline.Build;

/// <summary>
/// Adds a release up to the ENGLAND row of each edition it was made from, line by line: areas, those set aside, other authorities, what is in no area, and
/// what the publisher put in for councils that did not file. How far a file's own rows may miss its ENGLAND row was decided when it was read; here
/// nothing may go missing, or come in, between its rows and the areas.
/// </summary>
internal static class ControlTotalChecks
{
    public static IEnumerable<ReleaseCheck> Run(ReleaseFigures figures, ReleaseInputs inputs)
    {
        var independent = new IndependentCalculation(figures, inputs);
        return inputs.Returns.Select(edition => Run(figures, independent, edition.Content));
    }

    private static ReleaseCheck Run(ReleaseFigures figures, IndependentCalculation independent, RevenueReturn edition)
    {
        var name = $"control totals {ReleaseRows.ReturnId(edition.Return)} {edition.Year}";
        if (edition.England.Count == 0)
        {
            return new ReleaseCheck(name, null, "does not apply: the file has no ENGLAND row");
        }

        var total = "";
        foreach (var (line, england) in edition.England.Where(cell => cell.Value.Pounds is not null))
        {
            var served = figures.In(edition.Return, edition.Year, Scopes.Find(line.Id)!);
            decimal areas = 0,
                setAside = 0;
            var withFigure = new HashSet<AreaCode>();
            foreach (var area in figures.Areas)
            {
                if (served.GetValueOrDefault(area.Code)?.CashPounds is { } pounds)
                {
                    withFigure.Add(area.Code);
                    (areas, setAside) = area.SetAside is null ? (areas + pounds, setAside) : (areas, setAside + pounds);
                }
            }

            decimal others = 0,
                inNoFigure = 0,
                filed = 0;
            foreach (var filing in edition.Filings)
            {
                var pounds = filing.Cells.GetValueOrDefault(line).Pounds ?? 0;
                filed += pounds;
                if (filing.Class == AuthorityClass.Other)
                {
                    others += pounds;
                }
                else if (independent.AreaOf(filing) is not { } area || !withFigure.Contains(area))
                {
                    inNoFigure += pounds;
                }
            }

            var imputed = england.Pounds!.Value - filed;
            var sum = areas + setAside + others + inNoFigure + imputed;
            var words = string.Create(
                CultureInfo.InvariantCulture,
                $"{line.Title}: areas {areas:N0}, set aside {setAside:N0}, other authorities {others:N0}, in no area or one without a figure {inNoFigure:N0}, "
                    + $"imputed or rounded by the publisher {imputed:N0}, ENGLAND {england.Pounds:N0}"
            );
            if (sum != england.Pounds)
            {
                return new ReleaseCheck(name, false, words);
            }

            total = line == Lines.Total ? words : total;
        }

        return new ReleaseCheck(
            name,
            true,
            string.Create(CultureInfo.InvariantCulture, $"{edition.England.Count} lines add up. {total}").Trim()
        );
    }
}
