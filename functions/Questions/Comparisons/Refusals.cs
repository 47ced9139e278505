using BudgetWatch.Domain;
using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Domain.Releases;
using BudgetWatch.Questions.Requests;

namespace BudgetWatch.Questions.Comparisons;

/// <summary>Words a refusal, and looks in the release for the nearest question that it can answer.</summary>
internal static class Refusals
{
    /// <summary>A refused comparison, in words for readers.</summary>
    public static QueryProblem Problem(
        ComparabilityRefusal refusal,
        Parameters parameters,
        GeographyFigures figures,
        Return @return,
        Scope scope,
        FinancialYear from,
        FinancialYear to
    ) =>
        Problem(
            refusal,
            $"'{scope}' of {from} and {to} is not compared.",
            Nearest(refusal, figures, @return, scope, from, to) is var (near, first, last)
                ? new NearestQuestion(
                    parameters.With(("scope", near.Id), ("from", first.ToString()), ("to", last.ToString())),
                    $"{near.Title}, {@return.Id()}, {first} to {last}"
                )
                : null
        );

    /// <summary>A refused comparison of budget against outturn, in words for readers.</summary>
    public static QueryProblem Problem(
        ComparabilityRefusal refusal,
        Parameters parameters,
        ReleaseFigures figures,
        Scope scope,
        FinancialYear first,
        FinancialYear last
    )
    {
        var span = first == last ? $"{first}" : $"{first} to {last}";
        var near = refusal.Instead.FirstOrDefault(instead =>
            figures.YearsOfBoth(instead) is var years && years.Contains(first) && years.Contains(last)
        );
        return Problem(
            refusal,
            $"Budget and outturn of '{scope}' are not compared for {span}.",
            near is null
                ? null
                : new NearestQuestion(parameters.With(("scope", near.Id), ("line", null)), $"{near.Title}, budget against outturn, {span}")
        );
    }

    private static QueryProblem Problem(ComparabilityRefusal refusal, string what, NearestQuestion? nearest) =>
        new(422, "Not comparable", $"{what} {refusal.Reason}", refusal.Instead.Count > 0 ? "scope" : "from", null)
        {
            Refused = new RefusedQuestion(refusal.Word, refusal.Source, nearest),
        };

    private static (Scope Scope, FinancialYear From, FinancialYear To)? Nearest(
        ComparabilityRefusal refusal,
        GeographyFigures figures,
        Return @return,
        Scope scope,
        FinancialYear from,
        FinancialYear to
    )
    {
        foreach (var instead in refusal.Instead)
        {
            var years = figures.YearsOf(@return, instead);
            if (years.Contains(from) && years.Contains(to))
            {
                return (instead, from, to);
            }
        }

        foreach (
            var (near, years) in refusal
                .Instead.Select(instead => (instead, figures.YearsOf(@return, instead)))
                .Prepend((scope, [.. figures.YearsOf(@return, scope).Where(year => refusal.Stands?.Contains(year) == true)]))
        )
        {
            if (years.Count > 1)
            {
                var first = years.SkipLast(1).FirstOrDefault(year => year >= from, years[0]);
                return (near, first, years.LastOrDefault(year => year > first && year <= to, years[^1]));
            }
        }

        return null;
    }
}
