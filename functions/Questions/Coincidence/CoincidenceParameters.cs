using BudgetWatch.Domain.Community;
using BudgetWatch.Domain.Cuts;
using BudgetWatch.Questions.Requests;

namespace BudgetWatch.Questions.Coincidence;

/// <summary>The parameters that a question about where cut, deprivation and capacity meet has and no other.</summary>
public static class CoincidenceParameters
{
    /// <summary>The scope of a coincidence.</summary>
    public static readonly Parameter Scope = new("scope", "The lines of spending whose cut is compared with deprivation and capacity.")
    {
        Of = "coincidence",
        Words = [.. CoincidenceVariant.ScopesAsked.Select(scope => scope.Id)],
        Default = ComparisonQuery.Headline.Scope.Id,
    };

    /// <summary>How much of the areas is the worst part.</summary>
    public static readonly Choice<Threshold> Threshold = new(
        "threshold",
        Thresholds.Words,
        Domain.Community.Threshold.Third,
        "The share of areas that counts as worst in each ranking."
    );
}
