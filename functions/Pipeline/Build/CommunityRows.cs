using BudgetWatch.Domain;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Community;
using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Releases;

namespace BudgetWatch.Pipeline.Build;

/// <summary>What a release knows of community capacity, as rows, and back: grants, charities, volunteering.</summary>
internal sealed class CommunityRows
{
    private const string GrantsPrefix = "figures|grants|";
    private const string CharitiesKey = "figures|charities";
    private const string VolunteeringKey = "figures|volunteering";

    private readonly GrantsByYearRows _grantsByYear = new();
    private GrantsByArea? _grants;
    private CharitiesByArea? _charities;
    private VolunteeringByArea? _volunteering;

    /// <summary>Its rows.</summary>
    public static IEnumerable<ReleaseRow> Of(ReleaseFigures figures)
    {
        if (figures.Grants is { ByYear: { } byYear })
        {
            foreach (var row in GrantsByYearRows.Of(byYear, ComparisonQuery.BaseYear))
            {
                yield return row;
            }
        }
        else if (figures.Grants is { } grants)
        {
            yield return new ReleaseRow($"{GrantsPrefix}{grants.Period}", Json.Write(GrantsRow.Of(grants)));
        }

        if (figures.Charities is { } charities)
        {
            yield return new ReleaseRow(CharitiesKey, Json.Write(CharitiesRow.Of(charities)));
        }

        if (figures.Volunteering is { } volunteering)
        {
            yield return new ReleaseRow(VolunteeringKey, Json.Write(VolunteeringRow.Of(volunteering)));
        }
    }

    /// <summary>Takes a row in, where it is of these.</summary>
    public bool Add(ReleaseRow row)
    {
        if (row.Key.StartsWith(GrantsPrefix, StringComparison.Ordinal))
        {
            _grants = Json.Read<GrantsRow>(row.Json)!.ToGrants();
        }
        else if (row.Key == CharitiesKey)
        {
            _charities = Json.Read<CharitiesRow>(row.Json)!.ToCharities();
        }
        else if (row.Key == VolunteeringKey)
        {
            _volunteering = Json.Read<VolunteeringRow>(row.Json)!.ToVolunteering();
        }
        else
        {
            return _grantsByYear.Add(row);
        }

        return true;
    }

    /// <summary>The figures of a release with what the rows taken in hold.</summary>
    public ReleaseFigures Read(ReleaseFigures figures) =>
        figures with
        {
            Grants = _grants ?? _grantsByYear.Read(),
            Charities = _charities,
            Volunteering = _volunteering,
        };

    private sealed record GrantsRow(string Period, int MidYear, int? PopulationVintage, IReadOnlyList<AreaGrantsRow> Areas)
    {
        public static GrantsRow Of(GrantsByArea grants) =>
            new(
                grants.Period,
                grants.MidYear,
                grants.PopulationVintage,
                [
                    .. grants.Areas.Select(area => new AreaGrantsRow(
                        area.Area.Value,
                        area.Pounds,
                        area.Grants,
                        area.People,
                        area.Without.Count > 0 ? [.. area.Without.Select(place => place.Value)] : null
                    )),
                ]
            );

        public GrantsByArea ToGrants() =>
            new(
                Period,
                MidYear,
                PopulationVintage,
                [
                    .. Areas.Select(area => new AreaGrants(
                        new AreaCode(area.Area),
                        area.Pounds,
                        area.Grants,
                        area.People,
                        [.. (area.Without ?? []).Select(place => new GssCode(place))]
                    )),
                ]
            );
    }

    private sealed record CharitiesRow(
        DateOnly On,
        int MidYear,
        int Registered,
        int WithArea,
        int? Counted,
        int? WithPostcode,
        IReadOnlyList<string>? UnknownDistricts,
        string? IncomeYear,
        int? IncomeMidYear,
        int Removed,
        int RemovedWithArea,
        IReadOnlyList<AreaCharitiesRow> Areas
    )
    {
        public static CharitiesRow Of(CharitiesByArea charities) =>
            new(
                charities.On,
                charities.MidYear,
                charities.Coverage.Charities,
                charities.Coverage.WithArea,
                charities.AtHome?.Charities,
                charities.AtHome?.WithArea,
                charities.UnknownDistricts.Count > 0 ? [.. charities.UnknownDistricts.Select(place => place.Value)] : null,
                charities.IncomeYear?.ToString(),
                charities.IncomeMidYear,
                charities.Removed.Charities,
                charities.Removed.WithArea,
                [
                    .. charities.Areas.Select(area => new AreaCharitiesRow(
                        area.Area.Value,
                        area.Charities,
                        area.AtHome,
                        area.People,
                        area.Income,
                        area.IncomeStated,
                        area.IncomeSilent,
                        area.IncomePeople,
                        area.Earlier,
                        area.Survived
                    )),
                ]
            );

        public CharitiesByArea ToCharities() =>
            new(
                On,
                MidYear,
                new RegisterCoverage(Registered, WithArea),
                Counted is { } counted && WithPostcode is { } known ? new RegisterCoverage(counted, known) : null,
                [.. (UnknownDistricts ?? []).Select(place => new GssCode(place))],
                IncomeYear is null ? null : FinancialYear.Parse(IncomeYear),
                IncomeMidYear,
                new RegisterCoverage(Removed, RemovedWithArea),
                [
                    .. Areas.Select(area => new AreaCharities(
                        new AreaCode(area.Area),
                        area.Charities,
                        area.AtHome,
                        area.People,
                        area.Income,
                        area.IncomeStated,
                        area.IncomeSilent,
                        area.IncomePeople,
                        area.Earlier,
                        area.Survived
                    )),
                ]
            );
    }

    private sealed record AreaCharitiesRow(
        string Area,
        int Charities,
        int? AtHome,
        long? People,
        decimal? Income,
        int? IncomeStated,
        int? IncomeSilent,
        long? IncomePeople,
        int Earlier,
        int Survived
    );

    private sealed record AreaGrantsRow(string Area, decimal? Pounds, int? Grants, long? People, IReadOnlyList<string>? Without);

    private sealed record VolunteeringRow(
        string Year,
        int MidYear,
        IReadOnlyList<string>? UnknownNames,
        IReadOnlyList<AreaVolunteeringRow> Areas
    )
    {
        public static VolunteeringRow Of(VolunteeringByArea volunteering) =>
            new(
                volunteering.Year,
                volunteering.MidYear,
                volunteering.UnknownNames.Count > 0 ? volunteering.UnknownNames : null,
                [.. volunteering.Areas.Select(area => new AreaVolunteeringRow(area.Area.Value, area.Percent, area.People))]
            );

        public VolunteeringByArea ToVolunteering() =>
            new(
                Year,
                MidYear,
                UnknownNames ?? [],
                [.. Areas.Select(area => new AreaVolunteering(new AreaCode(area.Area), area.Percent, area.People))]
            );
    }

    private sealed record AreaVolunteeringRow(string Area, double Percent, long People);
}
