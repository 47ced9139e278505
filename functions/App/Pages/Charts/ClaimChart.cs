using System.Globalization;
using BudgetWatch.App.Pages.Charts.Drawings;
using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Statistics;
using BudgetWatch.Questions.Claims;
using BudgetWatch.Questions.ReleaseAccess;
using BudgetWatch.Questions.Vocabulary;

namespace BudgetWatch.App.Pages.Charts;

/// <summary>The chart of a claim: every reading on a line of numbers, and where the claim stands among them.</summary>
internal static class ClaimChart
{
    /// <summary>The chart of a claim that was checked.</summary>
    public static Chart Of(LoadedRelease release, CheckedClaim found)
    {
        var (answer, unit) = (found.Answer, found.Unit);
        var kinds = found
            .Readings.GroupBy(reading => reading.Query.Measure.IsReal())
            .OrderByDescending(kind => kind.Key)
            .Select(kind =>
                (
                    Name: kind.Key ? "Real terms, per head" : "Cash, per head",
                    IsReal: kind.Key,
                    Readings: kind.ToList(),
                    Sorted: kind.Select(reading => reading.Value).Order().ToList()
                )
            )
            .ToList();
        var isGap = answer.Query.Group == ClaimGroup.Gap;
        string Shown(double value) =>
            unit == ClaimUnit.Pounds ? FigureText.Pounds(value)
            : isGap ? $"{FigureText.Points(value)} points"
            : FigureText.Percent(value);
        return new Chart(
            "claim",
            answer.Readings.Supporting == 0
                ? $"No reading gives {Said(answer, unit)}"
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"{answer.Readings.Supporting:N0} of {answer.Readings.Count:N0} readings {(answer.Readings.Supporting == 1 ? "gives" : "give")} {Said(answer, unit)}"
                ),
            $"{string.Join(" ", kinds.Select(kind => string.Create(CultureInfo.InvariantCulture, $"{kind.Name}: {kind.Readings.Count:N0} readings from {Shown(kind.Readings.Min(reading => reading.Value))} to {Shown(kind.Readings.Max(reading => reading.Value))}, the middle one {Shown(Quantile.Of(kind.Sorted, 0.5))}; {kind.Readings.Count(reading => reading.Supports):N0} {(kind.Readings.Count(reading => reading.Supports) == 1 ? "gives" : "give")} the claim.")))}"
                + (answer.Headline is { } published ? $" The published reading is {published.Display}." : ""),
            width => new Dots(
                [
                    .. kinds.Select(kind => new ReadingKind(
                        kind.Name,
                        [.. kind.Readings.Select(reading => new Reading(Math.Round(reading.Value, 2), reading.Supports))],
                        kind.IsReal ? answer.Headline?.Value : null
                    )),
                ],
                new ClaimedNumber(
                    answer.Query.Claim.Value,
                    $"the claim: {answer.Query.Claim.Text.Replace('-', '\u2212')}{(unit == ClaimUnit.Percent ? isGap ? " points" : "%" : " pounds")}"
                ),
                unit == ClaimUnit.Pounds ? "Change, pounds per head"
                    : isGap ? "Gap, percentage points"
                    : "Change, %",
                Before: unit == ClaimUnit.Pounds ? "£" : "",
                After: unit == ClaimUnit.Pounds ? ""
                    : isGap ? " points"
                    : "%",
                width
            ),
            new PageTable(
                "How the readings fall",
                [
                    ("Readings", false),
                    ("Number", true),
                    ("Give the claim", true),
                    ("Lowest", true),
                    ("A quarter below", true),
                    ("Middle", true),
                    ("A quarter above", true),
                    ("Highest", true),
                ],
                [
                    .. kinds.Select(kind =>
                        (IReadOnlyList<Cell>)
                            [
                                kind.Name,
                                FindingCharts.Whole(kind.Readings.Count),
                                FindingCharts.Whole(kind.Readings.Count(reading => reading.Supports)),
                                .. new[] { 0, 0.25, 0.5, 0.75, 1 }.Select(share => new Cell(Shown(Quantile.Of(kind.Sorted, share)))),
                            ]
                    ),
                ]
            ),
            AddressOf(answer, release) + "&format=csv"
        )
        {
            Page = "/claims",
            Hint =
                "Every defensible calculation that the choices leave open. A choice that cannot change the number counts once. The CSV has the readings nearest to the claim.",
        };
    }

    /// <summary>A claim as it would be printed: <c>England -43%</c>.</summary>
    public static string Said(ClaimsAnswer answer, ClaimUnit unit) =>
        $"\u2018{answer.Query.About} {answer.Query.Claim}{(unit == ClaimUnit.Pounds ? " pounds a head" : answer.Query.Group == ClaimGroup.Gap ? " percentage points" : "%")}\u2019";

    /// <summary>The address of the API at which the same claim is checked, of one release.</summary>
    public static string AddressOf(ClaimsAnswer answer, LoadedRelease release)
    {
        var (query, choices) = (answer.Query, answer.Query.Choices);
        return "/api/v1/claims?"
            + string.Join(
                '&',
                new (string Name, string? Value)[]
                {
                    ("claim", query.Claim.Text),
                    ("unit", query.Unit.Id()),
                    ("area", query.Area?.Value),
                    ("group", query.Group?.Id()),
                    ("scope", choices.Scope.Id),
                    ("return", choices.Return),
                    ("from", choices.From),
                    ("to", choices.To),
                    ("measure", choices.Measure),
                    ("imd", choices.Imd),
                    ("london", choices.London),
                    ("groups", choices.Groups),
                    ("weights", choices.Weights),
                    ("population", choices.Population),
                    ("release", release.Release.Id),
                }
                    .Where(pair => pair.Value is not null)
                    .Select(pair => $"{pair.Name}={Uri.EscapeDataString(pair.Value!)}")
            );
    }
}
