namespace BudgetWatch.Costs;

/// <summary>What a month costs, from counts, prices and assumptions alone.</summary>
public sealed class CostModel(Counts counts, PriceList prices, Assumptions assumed)
{
    private const double Gigabyte = 1e9;
    private const double BytesOfCharacter = 2;

    // The live pointer is read again after three seconds, what is said of sources after 30 (ADR 0009).
    private const double SecondsOfPointer = 3;
    private const double SecondsOfSources = 30;

    // A message is sent, taken and deleted.
    private const double OperationsOfMessage = 3;

    /// <summary>The parts of the month's cost.</summary>
    /// <param name="requests">How many readers send.</param>
    /// <param name="door">Whether a front door stands before the app.</param>
    public IReadOnlyList<(string Part, double Cost)> Of(double requests, bool door)
    {
        var sent = requests * (1 - assumed.ShareAnsweredByCaches);
        var reaching = door ? sent * (1 - assumed.ShareAnsweredByDoor) : sent;
        var seconds = assumed.HoursInMonth * 3600;
        var active = Active(reaching, seconds);
        var anyone = reaching > 0 ? 1 : 0;
        var runs = assumed.WeeklyRunsInMonth;
        var run = counts.RunWithOneNewEdition;
        var answers = (counts.SummaryBytes + counts.CutsBytes) / 2.0;

        var tables =
            (runs * run.OnTables)
            + (
                anyone
                * (
                    (assumed.ColdStartsInMonth * counts.ColdStart.OnTables)
                    + (assumed.NewQuestionsInMonth * counts.TwentyNewQuestions.OnTables / 20)
                    + (active / SecondsOfPointer)
                    + (active / SecondsOfSources * counts.ColdStart.OnTables)
                )
            );
        var blobWrites = (runs * run.BlobWrites) + (anyone * assumed.ColdStartsInMonth * counts.ColdStart.BlobWrites);
        var blobReads =
            (runs * run.BlobReads)
            + (
                anyone
                * (
                    (assumed.ColdStartsInMonth * counts.ColdStart.BlobReads)
                    + (assumed.HoursInMonth * assumed.HostBlobOperationsPerInstanceHour)
                )
            );
        var looks = assumed.QueuesLookedAt * seconds / assumed.SecondsBetweenLooks;
        var queues = looks + (runs * run.QueueSends * OperationsOfMessage);
        var computing = (active + (runs * (assumed.IngestSecondsOfRun + assumed.BuildSecondsOfRun))) * assumed.InstanceGb;
        var executions = reaching + (runs * run.QueueSends);
        var telemetry = Math.Min(
            assumed.TelemetryBytesOtherwise + (reaching * assumed.TelemetryBytesPerRequest),
            assumed.TelemetryDailyCapGb * Gigabyte * assumed.HoursInMonth / 24
        );
        var kept = assumed.ReleasesKept * counts.ReleaseCharacters * BytesOfCharacter;
        return
        [
            ("computing", Above(computing, "functionFreeGbSeconds") * prices["functionGbSecond"]),
            ("executions", Above(executions, "functionFreeExecutions") / 1e6 * prices["functionMillionExecutions"]),
            ("table operations", tables / 1e4 * prices["tableTenThousandOperations"]),
            ("blob operations", (blobWrites / 1e4 * prices["blobTenThousandWrites"]) + (blobReads / 1e4 * prices["blobTenThousandReads"])),
            ("queue operations", queues / 1e4 * prices["queueTenThousandOperations"]),
            ("what is kept", (kept / Gigabyte * prices["tableGbMonth"]) + (counts.BlobBytes / Gigabyte * prices["blobGbMonth"])),
            ("bytes sent", door ? 0 : Above(reaching * answers / Gigabyte, "bandwidthFreeGb") * prices["bandwidthGb"]),
            ("telemetry", Above(telemetry / Gigabyte, "logFreeGb") * prices["logGb"]),
            ("alerts", assumed.AlertRules * prices["alertRuleMonth"]),
            ("asked from outside", assumed.OutsidePlaces * seconds / assumed.SecondsBetweenOutsideTests * prices["outsideTest"]),
            (
                "front door",
                door
                    ? prices["doorMonth"]
                        + (sent / 1e4 * prices["doorTenThousandRequests"])
                        + (sent * answers / Gigabyte * prices["doorGb"])
                    : 0
            ),
        ];
    }

    /// <summary>Billed bytes of telemetry are more than the cap lets in: alerts then see only a part of the day.</summary>
    /// <param name="requests">How many reach the app.</param>
    public bool IsTelemetryCapped(double requests) =>
        assumed.TelemetryBytesOtherwise + (requests * assumed.TelemetryBytesPerRequest)
        > assumed.TelemetryDailyCapGb * Gigabyte * assumed.HoursInMonth / 24;

    // Requests that come at random keep an instance busy for so much of the time, when each counts for the least that is billed.
    private double Active(double requests, double seconds) =>
        seconds * (1 - Math.Exp(-requests * prices["functionLeastSeconds"] / seconds));

    private double Above(double amount, string free) => Math.Max(0, amount - prices[free]);
}
