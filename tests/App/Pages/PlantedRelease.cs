using BudgetWatch.Domain;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Geography;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Pipeline.Tests;
using BudgetWatch.Questions.ReleaseAccess;

namespace BudgetWatch.App.Tests.Pages;

/// <summary>The made-up England with one thing about it planted.</summary>
internal static class PlantedRelease
{
    /// <summary>One council budgets other pounds for services outside social care in some years.</summary>
    public static LoadedRelease WithBudget(string code, IReadOnlyList<int> years, decimal pounds)
    {
        var (key, area) = ((Return.Budget, Scopes.OutsideSocialCare), new AreaCode(code));
        var own = MadeRelease.Figures.Series[key][area];
        var planted = new AreaSeries(
            area,
            [.. own.Figures.Select(figure => years.Contains(figure.Year.StartYear) ? figure with { CashPounds = pounds } : figure)]
        );
        var series = MadeRelease.Figures.Series.ToDictionary(pair => pair.Key, pair => pair.Value);
        series[key] = series[key].ToDictionary(pair => pair.Key, pair => pair.Key == area ? planted : pair.Value);
        return new LoadedRelease(MadeRelease.Release.Release, MadeRelease.Figures with { Series = series });
    }

    /// <summary>Council 3 has a district that is no more: Allerdale, E07000026.</summary>
    public static LoadedRelease WithDistrict() =>
        new(
            MadeRelease.Release.Release,
            MadeRelease.Figures with
            {
                Areas =
                [
                    .. MadeRelease.Figures.Areas.Select(area =>
                        area.Code.Value != "E06000003"
                            ? area
                            : area with
                            {
                                Members = [new AreaMember(new GssCode("E07000026"), null, "Allerdale", [new GssCode("E06000063")])],
                            }
                    ),
                ],
            }
        );

    /// <summary>Residents as estimated before the census are as many, and of another vintage.</summary>
    public static LoadedRelease WithResidentsBeforeCensus() =>
        new(
            MadeRelease.Release.Release,
            MadeRelease.Figures with
            {
                FramesBeforeCensus = MadeRelease.Figures.Frames.ToDictionary(
                    pair => pair.Key,
                    pair => pair.Value with { PopulationVintage = 2018 }
                ),
            }
        );
}
