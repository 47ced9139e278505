using System.Globalization;
using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Questions.Requests;
using BudgetWatch.Questions.Vocabulary;

namespace BudgetWatch.Questions.Areas;

/// <summary>What an answer about one area says, in words that can be quoted: written from its figures and flags, and from nothing else.</summary>
public static class AreaSentences
{
    /// <summary>Flags that ask a reader to look twice before printing.</summary>
    private static readonly IReadOnlyList<string> Doubts = [Flag.LineVanished, Flag.LargeMove];

    /// <summary>How many missing lines are named one by one.</summary>
    private const int MostMissing = 4;

    /// <summary>The scopes that are sums of services of which the most moved is named.</summary>
    private static readonly IReadOnlyList<Scope> SumsOfServices =
    [
        Scopes.OutsideSocialCare,
        Scopes.Comparable,
        Scopes.ComparableExcludingLevies,
    ];

    /// <summary>The services that spending is made of, each as the scope that states it in every year; levies are no service.</summary>
    public static readonly IReadOnlyList<Scope> Services = ServicesOf(Scopes.ComparableExcludingLevies);

    /// <summary>What the area lost or gained of a scope: <c>Liverpool lost 25.5% of comparable spending per head</c>.</summary>
    public static string Heading(AreaDetailAnswer answer, Scope scope)
    {
        var (name, measure, cut) = (answer.Area.Name, answer.Query.Measure, Of(answer, scope));
        var what = Noun(cut);
        return cut switch
        {
            { From: null } when !answer.Area.Ranked => $"{name} is reported but not ranked",
            { From: null, Of: 0 } => $"{name}: {what} is not compared",
            { From: null } => $"{name} is left out of this comparison",
            { ChangePercent: null } when Amount(cut.From!.Value, measure) == Amount(cut.To!.Value, measure) =>
                $"{name}: {what} stayed at {Amount(cut.To.Value, measure)}{Suffix(measure)}",
            { ChangePercent: null } =>
                $"{name}: {what} went from {Amount(cut.From!.Value, measure)} to {Amount(cut.To!.Value, measure)}{Suffix(measure)}",
            { ChangePercent: { } percent } when FigureText.Rounded(percent, 1) == 0 => $"{name}: {what}{Suffix(measure)} is unchanged",
            { ChangePercent: < 0 and { } loss } => $"{name} lost {FigureText.Percent(-loss)} of {what}{Suffix(measure)}",
            _ => $"{name} gained {FigureText.Percent(cut.ChangePercent)} of {what}{Suffix(measure)}",
        };
    }

    /// <summary>The same in sentences, with the caveats.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="scope">The scope the sentences are about.</param>
    /// <param name="england">The change of all areas compared together, in per cent; null where it is not known.</param>
    public static IReadOnlyList<string> Sentences(AreaDetailAnswer answer, Scope scope, double? england)
    {
        var cut = Of(answer, scope);
        return cut.From is null || cut.To is null
            ? [WhyNot(answer, cut)]
            :
            [
                Change(answer, cut),
                .. OtherYear(answer, cut),
                .. Standing(answer, cut, england),
                .. MostMoved(answer, cut),
                .. Caveats(answer, cut),
                .. Meaning(answer, cut),
            ];
    }

    /// <summary>From this many pounds on, amounts are given in millions. For fewer, one decimal would leave little or nothing.</summary>
    private const double LeastInMillions = 1_000_000;

    /// <summary>An amount of a measure: whole pounds of one resident, millions of all; of all, what is less than a million in whole pounds too.</summary>
    public static string Amount(double pounds, Measure measure) =>
        measure.IsPerHead() || Math.Abs(pounds) < LeastInMillions ? FigureText.Pounds(pounds) : FigureText.Millions(pounds);

    private static string WhyNot(AreaDetailAnswer answer, ScopeCutAnswer cut)
    {
        var reason = cut.Excluded!.Brief(MostMissing);
        return answer.Area.Ranked && cut.Of == 0
                ? $"{Capital(Noun(cut))} of {answer.Query.From} and {answer.Query.To} is not compared: {Lower(reason)}."
            : answer.Area.Ranked
                ? $"{Capital(Noun(cut))} of {answer.Query.From} and {answer.Query.To} is not compared for {answer.Area.Name}: {reason}."
            : $"{answer.Area.Name} is reported and never ranked: {reason}.";
    }

    private static string Change(AreaDetailAnswer answer, ScopeCutAnswer cut)
    {
        var measure = answer.Query.Measure;
        var (from, to) = (cut.From!.Value, cut.To!.Value);
        var percent = cut.ChangePercent is { } known ? $", or {FigureText.Percent(Math.Abs(known))}" : "";
        var moved = Amount(from, measure) == Amount(to, measure) ? "stayed" : FigureText.Way(to - from);
        var unit = (measure.IsPerHead() ? " per resident" : "") + (measure.IsReal() ? $" in {answer.Query.PriceBase} prices" : " in cash");
        return $"Between {answer.Query.From} and {answer.Query.To} {(IsBudget(answer) ? "planned" : "actual")} {Noun(cut)} in {answer.Area.Name} "
            + (
                moved == "stayed"
                    ? $"stayed at {Amount(to, measure)}{unit}."
                    : $"{moved} from {Amount(from, measure)} to {Amount(to, measure)}{unit}, a {(to < from ? "loss" : "gain")} of {Amount(Math.Abs(to - from), measure)}{percent}."
            );
    }

    /// <summary>The same to the depth of the cuts, or to the newest year: a headline gives both.</summary>
    private static IEnumerable<string> OtherYear(AreaDetailAnswer answer, ScopeCutAnswer cut)
    {
        if (answer.OtherYear is { } other && other.Cuts.FirstOrDefault(own => own.Scope == cut.Scope) is { ChangePercent: { } percent })
        {
            yield return FigureText.Rounded(percent, 1) == 0
                ? $"In {other.To} it was what it had been in {answer.Query.From}."
                : $"In {other.To} it was {FigureText.Percent(Math.Abs(percent))} {(percent < 0 ? "lower" : "higher")} than in {answer.Query.From}.";
        }
    }

    private static string Nth(int rank)
    {
        string[] words = ["", "second ", "third ", "fourth ", "fifth ", "sixth ", "seventh ", "eighth ", "ninth ", "tenth "];
        var suffix = (rank % 100) is 11 or 12 or 13
            ? "th"
            : (rank % 10) switch
            {
                1 => "st",
                2 => "nd",
                3 => "rd",
                _ => "th",
            };
        return rank <= words.Length ? words[rank - 1] : string.Create(CultureInfo.InvariantCulture, $"{rank:N0}{suffix} ");
    }

    private static IEnumerable<string> Standing(AreaDetailAnswer answer, ScopeCutAnswer cut, double? england)
    {
        if (cut.Rank is not { } rank)
        {
            yield break;
        }

        var among =
            cut.ChangePercent < 0
                ? string.Create(CultureInfo.InvariantCulture, $"That is the {Nth(rank)}deepest cut of {cut.Of:N0} areas")
                : string.Create(CultureInfo.InvariantCulture, $"It ranks {rank:N0} of {cut.Of:N0} areas, where 1 is the deepest cut");
        var together =
            answer.Query.Class is not null ? "All of them together"
            : answer.Query.London == London.Included ? "England as a whole"
            : "England without London";
        yield return england is { } percent ? $"{among}. {together} {FigureText.Moved(percent, "lost", "gained")}." : $"{among}.";
    }

    private static IEnumerable<string> MostMoved(AreaDetailAnswer answer, ScopeCutAnswer cut)
    {
        if (!SumsOfServices.Contains(cut.Scope))
        {
            yield break;
        }

        var measure = answer.Query.Measure;
        var services = ServicesOf(cut.Scope);
        var moved = answer.Cuts.Where(own => own.Change is not null && services.Contains(own.Scope)).OrderBy(own => own.Change).ToList();
        if (moved.FirstOrDefault() is { Change: < 0 and { } loss } most && Amount(loss, measure) != Amount(0, measure))
        {
            yield return $"The biggest cut was in {Service(most)}: {Amount(-loss, measure)}{Each(measure)}{(most.ChangePercent is { } share ? $", or {FigureText.Percent(-share)}" : "")}.";
        }

        if (moved.LastOrDefault() is { Change: > 0 and { } gain } grown && Amount(gain, measure) != Amount(0, measure))
        {
            yield return $"The biggest rise was in {Service(grown)}: {Amount(gain, measure)}{Each(measure)}.";
        }
    }

    private static IEnumerable<string> Caveats(AreaDetailAnswer answer, ScopeCutAnswer cut)
    {
        string Text(string flag) =>
            (
                answer.Notes.FirstOrDefault(note => note.Flag == flag)?.Text ?? Flag.OfRows.First(known => known.Word == flag).Meaning
            ).TrimEnd();
        return
        [
            .. Doubts.Where(cut.Flags.Contains).Select(flag => $"Ask before printing this: {Lower(Text(flag))}"),
            .. Flag.OfRows.Select(known => known.Word).Where(word => cut.Flags.Contains(word) && !Doubts.Contains(word)).Select(Text),
        ];
    }

    private static IEnumerable<string> Meaning(AreaDetailAnswer answer, ScopeCutAnswer cut)
    {
        if (cut.Scope == Scopes.OutsideSocialCare)
        {
            yield return "This leaves out social care, schools, police, fire, public health and levies.";
        }
        else if (SumsOfServices.Contains(cut.Scope))
        {
            yield return "Comparable spending covers services that mean the same in both years. It leaves out schools, police, fire and public health.";
        }

        if (Lines.All.Any(line => line.Id == cut.Scope.Id))
        {
            yield return "Money that moved to another line looks like a cut. Check the values by year before printing this.";
        }

        if (IsBudget(answer))
        {
            yield return "These are budgets: what was planned, not what was spent.";
        }
    }

    private static IReadOnlyList<Scope> ServicesOf(Scope scope) =>
        [.. Domain.Observations.Services.In(scope).Select(service => service.Figures[0])];

    private static ScopeCutAnswer Of(AreaDetailAnswer answer, Scope scope) => answer.Cuts.First(cut => cut.Scope == scope);

    private static bool IsBudget(AreaDetailAnswer answer) => answer.Query.Return == Return.Budget;

    private static string Noun(ScopeCutAnswer cut) =>
        cut.Scope == Scopes.Comparable ? "comparable spending"
        : cut.Scope == Scopes.ComparableExcludingLevies ? "comparable spending without levies"
        : cut.Scope.Id == Lines.Total.Id ? Lower(cut.Title)
        : cut.Title.EndsWith(" levy", StringComparison.Ordinal) ? $"spending on the {cut.Title}"
        : $"spending on {(cut.Title.EndsWith(" service", StringComparison.Ordinal) ? "the " : "")}{Lower(cut.Title)}";

    private static string Suffix(Measure measure) =>
        (measure.IsPerHead() ? " per head" : "")
        + (
            measure switch
            {
                Measure.Real => " in real terms",
                Measure.Cash or Measure.CashPerHead => " in cash",
                _ => "",
            }
        );

    private static string Service(ScopeCutAnswer cut) => cut.Scope == Scopes.AllSocialCare ? "social care" : Lower(cut.Title);

    private static string Each(Measure measure) => measure.IsPerHead() ? " per resident" : "";

    /// <summary>A title as used within a sentence, without what it has in brackets: that is for people who know the returns.</summary>
    internal static string Lower(string text)
    {
        var plain = text.Length > 1 && (char.IsLower(text[1]) || text[1] == ' ') ? char.ToLowerInvariant(text[0]) + text[1..] : text;
        return plain.EndsWith(')') ? plain[..plain.LastIndexOf(" (", StringComparison.Ordinal)] : plain;
    }

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
