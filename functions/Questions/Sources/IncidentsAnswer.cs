using BudgetWatch.Pipeline.Build;
using BudgetWatch.Pipeline.Gate;
using BudgetWatch.Pipeline.Operations;

namespace BudgetWatch.Questions.Sources;

/// <summary>Answer of <c>/admin/incidents</c>.</summary>
/// <param name="Incidents">The open ones, newest first.</param>
public sealed record IncidentsAnswer(IReadOnlyList<OpenIncident> Incidents);

/// <summary>Something a person must check, with what to do.</summary>
/// <param name="Id">Its id.</param>
/// <param name="At">When it happened.</param>
/// <param name="About">What it is about: a source id, <c>build</c>, <c>left-out</c>, <c>release</c> and an id, or <c>stored data</c>.</param>
/// <param name="Summary">What happened, in a sentence.</param>
/// <param name="Detail">What is needed to act: the message, the reasons.</param>
/// <param name="Do">What to do first, and what trying again does.</param>
/// <param name="Retry">Where to POST to try again.</param>
public sealed record OpenIncident(string Id, DateTimeOffset At, string About, string Summary, string Detail, string Do, string Retry)
{
    internal static OpenIncident Of(Incident incident) =>
        new(
            incident.Id,
            incident.At,
            incident.About,
            incident.Summary,
            incident.Detail,
            incident.About switch
            {
                BuildRelease.About => OfBuild,
                BuildRelease.AboutLeftOut => OfLeftOut,
                ReportedDamage.About => OfDamage,
                var about when RestoreReleases.IsAbout(about) => OfDamagedRelease,
                var about when EditionGate.IsAbout(about) => OfHeld,
                var source => OfSource(source),
            },
            $"/api/v1/admin/incidents/{Uri.EscapeDataString(incident.Id)}/retry"
        );

    private const string OfBuild =
        "Read 'detail', and the log of the function BuildRelease. Fix what it names: a missing source, a code the geography does not know, or storage. Then try"
        + " again: a release is built from the editions in force, without asking publishers. The incident closes when a build succeeds.";

    private const string OfLeftOut =
        "The release is live, without what 'detail' names. Where a code leads to no area, give the next run a register and a table of districts that know it, or"
        + " deploy code that does; where an edition is at fault, wait for the next. The incident closes when a release lacks no edition in force.";

    private const string OfDamage =
        "Read 'detail': a row or file in storage is not what was written there, and is not answered. Restore the previous version of a file, or make everything again from the raw zone as docs/operations.md"
        + " says ('When stored data is damaged'). Then check whether anyone else writes to this account, and try again. A build closes the incident. If the damage is found again, another incident opens.";

    private const string OfDamagedRelease =
        "Rows of this release in storage are not those that were published, and are not answered. They are made again from the release's own inputs, to the same contentSha256, by the build that was"
        + " asked for when this was found; try again if that failed, and read 'detail' of the incident about the build. Then check whether anyone else writes to this account. The incident closes when the rows are restored.";

    private const string OfHeld =
        "Check the file, and the publisher's page: 'detail' begins with its SHA-256 and says what to check. If it is right, POST /api/v1/admin/editions/{sha256}/accept;"
        + " if it is wrong, /withdraw. Either asks for a build. Until then the edition before it stays in force. The incident closes when it is answered, or another edition is chosen.";

    private static string OfSource(string source) =>
        $"Read 'detail', and the log of the function IngestSource. See that the origin is set and can be reached, and that storage is up. Then try again: only {source} is"
        + " checked, and a release is built if it has something new. The incident closes when it is next ingested successfully.";
}
