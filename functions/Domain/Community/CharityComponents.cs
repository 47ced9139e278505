using System.Globalization;
using BudgetWatch.Domain.Cuts;

namespace BudgetWatch.Domain.Community;

/// <summary>The components of capacity that the charities of areas make, and why one of them is not made.</summary>
public sealed class CharityComponents
{
    private const string People = "residents";

    private static readonly MissingComponent AtHome = new("charities-per-1000", "Charities at home per 1,000 people", "");
    private static readonly MissingComponent Reach = new("charity-reach-per-1000", "Charities that serve the area per 1,000 people", "");
    private static readonly MissingComponent Income = new("charity-income-per-head", "Income of charities per head", "");
    private static readonly MissingComponent Survival = new("charity-survival", "Five-year survival of charities", "");

    private static readonly IReadOnlyList<CapacityBias> OfAreasNamed =
    [
        CapacityBias.SelfDeclared,
        CapacityBias.Unregistered,
        CapacityBias.NearlyGeneral,
    ];

    private readonly CharitiesByArea charities;
    private readonly IReadOnlyList<CapacityBias> late;

    private CharityComponents(CharitiesByArea charities)
    {
        this.charities = charities;
        late = charities.On == CharitiesByArea.Baseline ? [] : [CapacityBias.NotThen];
    }

    /// <summary>The names of the components there can be.</summary>
    public static IReadOnlyList<string> Ids { get; } = [AtHome.Id, Reach.Id, Income.Id, Survival.Id];

    /// <summary>The name of the component that needs a list of postcodes.</summary>
    public static string AtHomeId => AtHome.Id;

    /// <summary>Sorts what charities tell.</summary>
    /// <param name="charities">Charities by area; null where no extract of the register is loaded.</param>
    public static (IReadOnlyList<CapacityComponent> Available, IReadOnlyList<MissingComponent> Missing) Of(CharitiesByArea? charities)
    {
        if (charities is null)
        {
            return (
                [],
                [
                    .. new[] { AtHome, Reach, Income, Survival }.Select(component =>
                        component with
                        {
                            Reason = "BudgetWatch has not loaded the charity register",
                        }
                    ),
                ]
            );
        }

        var of = new CharityComponents(charities);
        (CapacityComponent? Available, MissingComponent? Missing)[] made = [of.OfAtHome(), of.OfReach(), of.OfIncome(), of.OfSurvival()];
        return (
            [.. made.Select(component => component.Available).OfType<CapacityComponent>()],
            [.. made.Select(component => component.Missing).OfType<MissingComponent>()]
        );
    }

    private (CapacityComponent? Available, MissingComponent? Missing) OfAtHome() =>
        charities.AtHome is not { } known ? (null, AtHome with { Reason = "BudgetWatch has not loaded the list of postcodes" })
        : charities.UnknownDistricts.Count > 0
            ? (
                null,
                AtHome with
                {
                    Reason =
                        $"the list of postcodes has districts that are in no area here: {string.Join(", ", charities.UnknownDistricts)}",
                }
            )
        : known.Share < CharitiesByArea.CoverageNeeded
            ? (
                null,
                AtHome with
                {
                    Reason = Text(
                        $"of {known.Charities:N0} charities on {Day(charities.On)} the postcode of {known.WithArea:N0} is known, {Share(known)}"
                    ),
                }
            )
        : (
            Component(
                AtHome,
                "general local charities with their address there, per 1,000 residents",
                Text($"on {Day(charities.On)}; residents of mid-{charities.MidYear}"),
                CapacityScale.Unit,
                People,
                area => area.People > 0 ? 1000.0 * area.AtHome / area.People : null,
                area => area.People,
                [CapacityBias.Offices, CapacityBias.Unregistered, CapacityBias.NearlyGeneral, .. late]
            ),
            null
        );

    private (CapacityComponent? Available, MissingComponent? Missing) OfReach() =>
        charities.Coverage.Share < CharitiesByArea.CoverageNeeded
            ? (null, Untold(Reach, charities.Coverage, $"on the register on {Day(charities.On)}"))
            : (
                Component(
                    Reach,
                    "general local charities that name it as where they operate, per 1,000 residents",
                    Text($"on {Day(charities.On)}; residents of mid-{charities.MidYear}"),
                    CapacityScale.Unit,
                    People,
                    area => area.People > 0 ? 1000.0 * area.Charities / area.People : null,
                    area => area.People,
                    [.. OfAreasNamed, .. late]
                ),
                null
            );

    private (CapacityComponent? Available, MissingComponent? Missing) OfIncome() =>
        charities.IncomeYear is not { } year
            ? (null, Income with { Reason = "in no year do half of the charities whose area is known state an income" })
            : (
                Component(
                    Income,
                    "pounds per resident, pounds of the year",
                    Text($"accounts that end in {year}; residents of mid-{charities.IncomeMidYear}"),
                    CapacityScale.WinsorisedLogarithm,
                    People,
                    area => area.IncomePeople > 0 ? (double?)area.Income / area.IncomePeople : null,
                    area => area.IncomePeople,
                    [
                        .. OfAreasNamed,
                        CapacityBias.IncomeShared,
                        CapacityBias.IncomeFromCouncils,
                        .. year == ComparisonQuery.BaseYear ? Array.Empty<CapacityBias>() : [CapacityBias.NotThen],
                    ]
                ),
                null
            );

    private (CapacityComponent? Available, MissingComponent? Missing) OfSurvival() =>
        charities.Coverage.Share < CharitiesByArea.CoverageNeeded
            ? (null, Untold(Survival, charities.Coverage, $"on the register on {Day(charities.On)}"))
        : charities.Removed.Share < CharitiesByArea.CoverageNeeded
            ? (null, Untold(Survival, charities.Removed, $"removed in the five years to {Day(charities.On)}"))
        : (
            Component(
                Survival,
                "per cent of the charities five years before",
                $"from {Day(charities.On.AddYears(-CharitiesByArea.SurvivalYears))} to {Day(charities.On)}",
                CapacityScale.Unit,
                "charities",
                area => area.Earlier > 0 ? 100.0 * area.Survived / area.Earlier : null,
                area => area.Earlier,
                [.. OfAreasNamed, CapacityBias.Mergers, .. late]
            ),
            null
        );

    private CapacityComponent Component(
        MissingComponent named,
        string unit,
        string period,
        CapacityScale scale,
        string sizeUnit,
        Func<AreaCharities, double?> value,
        Func<AreaCharities, long?> size,
        IReadOnlyList<CapacityBias> biases
    ) =>
        new(
            named.Id,
            named.Title,
            unit,
            period,
            scale,
            charities.Areas.Where(area => value(area) is not null).ToDictionary(area => area.Area, area => value(area)!.Value),
            charities.Areas.Where(area => size(area) is not null).ToDictionary(area => area.Area, area => size(area)!.Value),
            sizeUnit,
            biases
        );

    private static MissingComponent Untold(MissingComponent component, RegisterCoverage coverage, string which) =>
        component with
        {
            Reason = Text($"of {coverage.Charities:N0} charities {which} {coverage.WithArea:N0} say where they operate, {Share(coverage)}"),
        };

    private static string Share(RegisterCoverage coverage) =>
        Text($"{100 * coverage.Share:0}% where {100 * CharitiesByArea.CoverageNeeded:0}% are needed");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string Day(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
}
