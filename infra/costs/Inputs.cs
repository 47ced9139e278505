using System.Text.Json;

namespace BudgetWatch.Costs;

/// <summary>What was counted by <c>WhenStorageIsCounted</c> in tests/EndToEnd, on the bundled snapshot.</summary>
/// <param name="CountedOn">The day.</param>
/// <param name="FirstRun">A run in which every edition is new, and its build.</param>
/// <param name="UnchangedRun">A run in which nothing is.</param>
/// <param name="RunWithOneNewEdition">A run with one corrected budget, and its build.</param>
/// <param name="ColdStart">From the start of an instance to its first answer of <c>/summary</c>.</param>
/// <param name="TwentyNewQuestions">Twenty questions that no one asked this instance before.</param>
/// <param name="BlobBytes">What the first run keeps in blobs.</param>
/// <param name="ReleaseCharacters">Characters of a release's rows.</param>
/// <param name="SummaryBytes">An answer of <c>/summary</c> as it is sent, compressed.</param>
/// <param name="CutsBytes">An answer of <c>/cuts</c> as it is sent, compressed.</param>
public sealed record Counts(
    DateOnly CountedOn,
    Operations FirstRun,
    Operations UnchangedRun,
    Operations RunWithOneNewEdition,
    Operations ColdStart,
    Operations TwentyNewQuestions,
    long BlobBytes,
    long ReleaseCharacters,
    long SummaryBytes,
    long CutsBytes
)
{
    /// <summary>The committed counts.</summary>
    public static Counts Read(string folder) => Inputs.Read<Counts>(Path.Combine(folder, "counts.json"));

    /// <summary>Commits them.</summary>
    public void Write(string folder) =>
        File.WriteAllText(Path.Combine(folder, "counts.json"), JsonSerializer.Serialize(this, Inputs.Options) + "\n");
}

/// <summary>Dated prices; each is to be checked before it is used.</summary>
/// <param name="Currency">Of all.</param>
/// <param name="AsOf">The day they were put together.</param>
/// <param name="Note">For who reads the file.</param>
/// <param name="Prices">By name.</param>
public sealed record PriceList(string Currency, DateOnly AsOf, string Note, IReadOnlyDictionary<string, Price> Prices)
{
    /// <summary>A price.</summary>
    public double this[string name] => Prices[name].Amount;

    /// <summary>The committed prices.</summary>
    public static PriceList Read(string folder) => Inputs.Read<PriceList>(Path.Combine(folder, "prices.json"));
}

/// <summary>A price, a free amount or a least amount.</summary>
/// <param name="Amount">Of the unit its name says.</param>
/// <param name="Source">The page and its date; or that it is unverified.</param>
public sealed record Price([property: System.Text.Json.Serialization.JsonPropertyName("price")] double Amount, string Source);

/// <summary>What is neither counted nor priced.</summary>
/// <param name="HoursInMonth">Hours in a month.</param>
/// <param name="WeeklyRunsInMonth">Runs in a month.</param>
/// <param name="ReleasesKept">Releases kept: a year of one each week.</param>
/// <param name="InstanceGb">Memory of an instance.</param>
/// <param name="ColdStartsInMonth">Instances started, where anyone asks.</param>
/// <param name="NewQuestionsInMonth">Questions an instance has not answered before, where anyone asks.</param>
/// <param name="ShareAnsweredByCaches">Of requests, those a browser's cache answers: they never come.</param>
/// <param name="ShareAnsweredByDoor">Of requests, those a front door answers where there is one.</param>
/// <param name="QueuesLookedAt">Queues with a listener, poison queues among them.</param>
/// <param name="SecondsBetweenLooks">How often an empty one is checked, all month.</param>
/// <param name="HostBlobOperationsPerInstanceHour">Leases the Functions host renews.</param>
/// <param name="TelemetryBytesPerRequest">Billed bytes of Application Insights for a request.</param>
/// <param name="TelemetryBytesOtherwise">Billed bytes in a month without any.</param>
/// <param name="TelemetryDailyCapGb">No more is taken in a day.</param>
/// <param name="AlertRules">Log alerts.</param>
/// <param name="OutsidePlaces">From how many places the app is asked whether it answers.</param>
/// <param name="SecondsBetweenOutsideTests">How often each asks.</param>
/// <param name="IngestSecondsOfRun">How long instances work to ingest.</param>
/// <param name="BuildSecondsOfRun">How long they work to build.</param>
public sealed record Assumptions(
    double HoursInMonth,
    double WeeklyRunsInMonth,
    int ReleasesKept,
    double InstanceGb,
    double ColdStartsInMonth,
    double NewQuestionsInMonth,
    double ShareAnsweredByCaches,
    double ShareAnsweredByDoor,
    int QueuesLookedAt,
    double SecondsBetweenLooks,
    double HostBlobOperationsPerInstanceHour,
    double TelemetryBytesPerRequest,
    double TelemetryBytesOtherwise,
    double TelemetryDailyCapGb,
    int AlertRules,
    int OutsidePlaces,
    double SecondsBetweenOutsideTests,
    double IngestSecondsOfRun,
    double BuildSecondsOfRun
)
{
    /// <summary>The committed assumptions.</summary>
    public static Assumptions Read(string folder) => Inputs.Read<Assumptions>(Path.Combine(folder, "assumptions.json"));
}

internal static class Inputs
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static T Read<T>(string path) => JsonSerializer.Deserialize<T>(File.ReadAllText(path), Options)!;
}
