using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Domain.Statistics;

namespace BudgetWatch.Domain.Cuts;

/// <summary>What an area spent on a service at both ends of a comparison, in pounds of its measure before division by residents.</summary>
/// <param name="service">The service.</param>
/// <param name="area">An area of the comparison.</param>
/// <returns>Pounds at both ends; null where the area has no figure for it.</returns>
public delegate (double From, double To)? ServicePounds(Service service, AreaCode area);

/// <summary>
/// Kitagawa's and Das Gupta's split of the gap in cut between the most and the least deprived fifth (methodology 6.6). A fifth's change in
/// per cent is the sum over services of the service's share of its spending in the base year times the service's own change in per cent.
/// So fifths differ because they spend on other services (mix), or because the same services were cut otherwise (within).
/// </summary>
/// <param name="Mix">Points of the gap from unlike shares, at the mean of the two fifths' changes.</param>
/// <param name="Within">Points from unlike changes of the same services, at the mean of the two fifths' shares.</param>
/// <param name="Services">What each service adds to both, in the order of the scope.</param>
public sealed record ServiceSplit(double Mix, double Within, IReadOnlyList<ServiceEffect> Services)
{
    /// <summary>Splits the gap of a comparison.</summary>
    /// <param name="comparison">The comparison.</param>
    /// <param name="fifths">Its five fifths; fewer have no gap.</param>
    /// <param name="poundsOf">What its areas spent on each service.</param>
    /// <returns>The split, or why there is none.</returns>
    internal static (ServiceSplit? Split, string? WhyNot) Of(
        Comparison comparison,
        IReadOnlyList<GroupChange> fifths,
        ServicePounds poundsOf
    )
    {
        var services = Observations.Services.In(comparison.Query.Scope);
        if (services.Count < 2)
        {
            return (null, "the scope is one service: there is no mix to split");
        }

        if (comparison.Query.Weights == Weighting.Equal)
        {
            return (null, "areas count equally: a gap of plain means is not a sum over services");
        }

        if (fifths.Count < 5 || fifths[0].Pooled.ChangePercent is null || fifths[^1].Pooled.ChangePercent is null)
        {
            return (null, "there is no gap between fifths in per cent");
        }

        var effects = new List<ServiceEffect>();
        foreach (var service in services)
        {
            var (most, whyNotMost) = PartIn(fifths[0], service, comparison, poundsOf);
            var (least, whyNotLeast) = PartIn(fifths[^1], service, comparison, poundsOf);
            if ((whyNotMost ?? whyNotLeast) is { } whyNot)
            {
                return (null, whyNot);
            }

            var effect = DasGupta.Of((least.Share, least.ChangePercent), (most.Share, most.ChangePercent));
            effects.Add(new ServiceEffect(service, most, least, effect.First, effect.Second));
        }

        return (new ServiceSplit(effects.Sum(effect => effect.Mix), effects.Sum(effect => effect.Within), effects), null);
    }

    private static (ServicePart Part, string? WhyNot) PartIn(
        GroupChange fifth,
        Service service,
        Comparison comparison,
        ServicePounds poundsOf
    )
    {
        var onService = new List<AreaCut>();
        foreach (var area in comparison.Areas.Where(area => area.Deprivation.Fifth == fifth.Group))
        {
            if (poundsOf(service, area.Area.Code) is not var (from, to))
            {
                return (default, $"{area.Area.Name} has no figure for {service.Id} by itself");
            }

            onService.Add(area with { PoundsFrom = from, PoundsTo = to });
        }

        var pooled = PooledChange.Of(onService, comparison.Query.Measure)!;
        return pooled.ChangePercent is { } percent
            ? (new ServicePart(pooled.From / fifth.Pooled.From, percent), null)
            : (
                default,
                $"spending on {service.Id} was not positive in {comparison.Query.From} in fifth {fifth.Group}: it has no change in per cent"
            );
    }
}

/// <summary>A service within a fifth.</summary>
/// <param name="Share">Its share of the fifth's spending in the base year; those of all services add up to 1.</param>
/// <param name="ChangePercent">The change of the fifth's pooled spending on it, in per cent.</param>
public readonly record struct ServicePart(double Share, double ChangePercent);

/// <summary>What one service adds to the gap between the fifths, in percentage points.</summary>
/// <param name="Service">The service.</param>
/// <param name="MostDeprived">In fifth 1.</param>
/// <param name="LeastDeprived">In fifth 5.</param>
/// <param name="Mix">(share of 1 - share of 5) times the mean of the two changes.</param>
/// <param name="Within">(change of 1 - change of 5) times the mean of the two shares.</param>
public sealed record ServiceEffect(Service Service, ServicePart MostDeprived, ServicePart LeastDeprived, double Mix, double Within);
