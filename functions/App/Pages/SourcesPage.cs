using System.Globalization;
using BudgetWatch.App.Http.Contract;
using BudgetWatch.Pipeline;
using BudgetWatch.Pipeline.Ingest;
using BudgetWatch.Questions.Releases;
using BudgetWatch.Questions.Sources;

namespace BudgetWatch.App.Pages;

/// <summary>The page of sources and revisions. It is read again twice a minute at most, however many readers it has.</summary>
public sealed class SourcesPage
{
    private static readonly TimeSpan Age = TimeSpan.FromSeconds(30);

    private readonly TimeProvider _clock;
    private readonly AnswerSources _sources;
    private readonly AnswerFeed _feed;
    private readonly RefreshedValue<SitePage> _page;

    /// <summary>Reads what was decided of editions and what happened to releases.</summary>
    public SourcesPage(AnswerSources sources, AnswerFeed feed, TimeProvider clock)
    {
        _clock = clock;
        _sources = sources;
        _feed = feed;
        _page = new RefreshedValue<SitePage>(MakeAsync, Age, clock);
    }

    /// <summary>The page; null before the first release.</summary>
    internal async ValueTask<SitePage?> FindAsync(CancellationToken cancellation) => await _page.FindAsync(cancellation);

    private async Task<SitePage?> MakeAsync(CancellationToken cancellation)
    {
        if ((await _feed.RunAsync(cancellation)).Answer is not { } feed)
        {
            return null;
        }

        var sources = (await _sources.SourcesAsync(cancellation))
            .Sources.Where(source => source.Home is not null || source.Refusals.Count > 0 || source.InForce.Count > 0)
            .ToList();
        var editions = sources.Sum(source => source.InForce.Count);
        var refused = sources.Sum(source => source.Refusals.Count + (source.LastChecked?.RefusedMore ?? 0));
        return new SitePage(
            "Sources and revisions",
            string.Create(
                CultureInfo.InvariantCulture,
                $"{editions} published editions are in force; {refused} were refused at the last check."
            ),
            Markup.Of(
                $"""
                <h1>Sources and revisions</h1>
                <p class="lead">Every figure is read from files that public bodies publish. {editions.ToString(
                    CultureInfo.InvariantCulture
                )} editions are in force. {Refused(refused)}</p>
                <p class="small">As of {At(_clock.GetUtcNow())}.</p>
                <p>You can trace every figure to the cell it came from. The area pages link to it, and the <a href="/api/v1/docs">API</a> has it under <code>/provenance</code>. Every edition is kept byte for byte, named by its SHA-256.</p>
                <section aria-labelledby="revisions"><h2 id="revisions">Revisions</h2>
                <p>What was published, what it changed and what was rolled back, newest first; also as a <a href="/api/v1/feed.atom">feed</a>.</p>
                <ol class="plain revisions">
                {new Markup().AddEach(
                    feed.Entries,
                    entry =>
                        $"<li><h3>{entry.Title}</h3><p class=\"small\">{PageFrame.Day(entry.At)}</p>{new Markup().AddEach(entry.Sentences, sentence => $"<p>{sentence}</p>")}{(entry.Kinds.Count == 0 ? new Markup() : Moves(entry))}<p class=\"small\">{new Markup().AddEach(entry.Links, link => $"<a href=\"{link.Href}\">{link.Title}</a> ")}</p></li>\n"
                )}</ol></section>
                <section aria-labelledby="sources"><h2 id="sources">Sources</h2>
                {new Markup().AddEach(sources, source => $"{Section(source)}")}</section>

                """
            )
        )
        {
            Under = "/sources",
        };
    }

    /// <summary>How many printed figures of each kind moved.</summary>
    private static Markup Moves(FeedEntry entry) =>
        Markup.Of(
            $"""
        <details><summary>Figures that moved, by kind<span class="unseen">: {entry.Title}</span></summary>
        {new PageTable(
            $"Figures that moved: {entry.Title}", [("Figures", false), ("Compared", true), ("Moved", true), ("Areas", true), ("Added", true), ("Gone", true), ("Largest move", false)],
            [
                .. entry.Kinds.Select(kind => (IReadOnlyList<Cell>)
                [
                    kind.Title, Whole(kind.Compared), Whole(kind.Moved), kind.Areas == 0 ? "" : Whole(kind.Areas), Whole(kind.Added), Whole(kind.Gone),
                    kind.Largest is { } largest ? new Cell(ChangesSentences.Largest(kind), largest.Href) : "",
                ]),
            ]).Written()}</details>

        """
        );

    private static string Whole(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static Markup Section(SourceAnswer source) =>
        Markup.Of(
            $"""
            <section aria-labelledby="source-{source.Id}"><h3 id="source-{source.Id}">{source.Title}</h3>
            <p>{(
                source.Home is { } home && home.Scheme == Uri.UriSchemeHttps
                    ? Markup.Of($"<a href=\"{home}\">{source.Publisher}</a>")
                    : Markup.Of($"{source.Publisher}")
            )}{(source.Licence.Length > 0 ? Markup.Of($"; {source.Licence}") : new Markup())}. {source.Cadence}. {source.Attribution}</p>
            <p class="small">{Looked(source)}</p>
            {(source.InForce.Count == 0 ? Markup.Of($"<p>No edition is in force.</p>\n") : Editions(source))}{new Markup().AddEach(
                source.Held,
                held => $"{Held(held)}"
            )}{new Markup().AddEach(source.Refusals, refusal => $"{Refusal(refusal)}")}{new Markup().AddEach(
                source.Withdrawn,
                withdrawn => $"{Withdrawn(withdrawn)}"
            )}</section>

            """
        );

    private static Markup Editions(SourceAnswer source) =>
        Markup.Of(
            $"""
        <details><summary>Editions in force: {source.InForce.Count.ToString(CultureInfo.InvariantCulture)}<span class="unseen"> of {source.Title}</span></summary>
        {new PageTable(
            $"Editions in force: {source.Title}", [("For", false), ("Title", false), ("In force since", false), ("SHA-256", false), ("Notes", false)],
            [
                .. source.InForce.Select(edition => (IReadOnlyList<Cell>)
                [
                    edition.Slot, edition.Manifest is { } manifest ? manifest.Title : edition.FileName, PageFrame.Day(edition.Since), new Cell(edition.Sha256[..12], edition.Href),
                    string.Join(" ", edition.Flags.Select(flag => flag.Detail)),
                ]),
            ]).Written()}</details>

        """
        );

    private static Markup Held(HeldAnswer held) =>
        Markup.Of(
            $"""
            <div class="problem"><p>Held since {PageFrame.Day(
                held.Since
            )}, until a person has checked it: <a href="{held.Href}">{held.FileName}</a>, for {held.Slot}. The edition before stays in force.</p><ul>
            {new Markup().AddEach(held.Questions, question => $"<li>{question}</li>\n")}</ul></div>

            """
        );

    private static Markup Withdrawn(WithdrawnAnswer withdrawn) =>
        Markup.Of(
            $"""
            <p class="small">Withdrawn on {PageFrame.Day(withdrawn.At)} by {(
                withdrawn.By == VerdictGiver.Publisher ? "its publisher" : "the operator"
            )}: <a href="{withdrawn.Href}">{withdrawn.FileName}</a>, for {withdrawn.Slot}. No later release uses it. {withdrawn.Reason}</p>

            """
        );

    private static Markup Refusal(RefusedEditionAnswer refusal) =>
        Markup.Of(
            $"""
            <div class="problem"><p>Refused on {PageFrame.Day(
                refusal.RefusedAt
            )}: {refusal.FileName}. The edition before stays in force.</p><ul>
            {new Markup().AddEach(
                refusal.Reasons,
                reason => $"<li>{reason.File} {reason.Sheet} {reason.Cell}: expected {reason.Expected}, found {reason.Found}</li>\n"
            )}</ul></div>

            """
        );

    private static string Looked(SourceAnswer source) =>
        source.LastChecked is { } check
            ? $"Last checked {At(check.At)}.{(check.Failure is { } failure ? $" That failed: {failure}" : "")}"
            : "Not checked yet.";

    private static string At(DateTimeOffset time) => time.UtcDateTime.ToString("d MMMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture);

    private static string Refused(int refused) =>
        refused switch
        {
            0 => "None was refused at the last check.",
            1 => "One was refused at the last check: see below.",
            _ => string.Create(CultureInfo.InvariantCulture, $"{refused} were refused at the last check: see below."),
        };
}
