using BudgetWatch.Questions.Tables;

namespace BudgetWatch.Questions.Sources;

/// <summary>The same figures as rows, each with the question it answers.</summary>
internal static class SourcesTable
{
    private static readonly Column Noted = AnswerColumns.Text("kind", "A word for what a person should know of an accepted edition.");
    private static readonly Column Health = AnswerColumns.Text("status", "healthy, degraded or unhealthy.");

    /// <summary>The rows of an answer.</summary>
    public static Table Of(SourcesAnswer answer) =>
        new(
            [
                "source",
                "title",
                "publisher",
                "licence",
                "lastChecked",
                "state",
                "slot",
                "sha256",
                "fileName",
                "sheet",
                "cell",
                "expected",
                "found",
            ],
            answer.Sources.SelectMany(source =>
                source
                    .InForce.Select(edition =>
                        (object?[])
                            [
                                source.Id,
                                source.Title,
                                source.Publisher,
                                source.Licence,
                                source.LastChecked?.At,
                                "in-force",
                                edition.Slot,
                                edition.Sha256,
                                edition.FileName,
                                null,
                                null,
                                null,
                                null,
                            ]
                    )
                    .Concat(
                        source.Refusals.SelectMany(refused =>
                            refused.Reasons.Select(reason =>
                                (object?[])
                                    [
                                        source.Id,
                                        source.Title,
                                        source.Publisher,
                                        source.Licence,
                                        source.LastChecked?.At,
                                        "refused",
                                        null,
                                        refused.Sha256,
                                        refused.FileName,
                                        reason.Sheet,
                                        reason.Cell,
                                        reason.Expected,
                                        reason.Found,
                                    ]
                            )
                        )
                    )
            )
        );

    /// <summary>The rows of an answer.</summary>
    public static Table Of(SourceDetailAnswer answer) => Of(answer.Decisions);

    /// <summary>The rows of an answer.</summary>
    public static Table Of(EditionDetailAnswer answer) => Of(answer.Decisions);

    /// <summary>The rows of an answer.</summary>
    public static Table Of(HealthAnswer answer) =>
        new(
            [Health, "release", "reason"],
            answer.Reasons.DefaultIfEmpty("").Select(reason => (object?[])[answer.Status, answer.Release, reason])
        );

    private static Table Of(IReadOnlyList<DecisionAnswer> decisions) =>
        new(
            [
                "source",
                "readerVersion",
                "sha256",
                "fileName",
                "state",
                "slot",
                Noted,
                "detail",
                "sheet",
                "cell",
                "expected",
                "found",
                "firstSeen",
                "lastSeen",
            ],
            decisions.SelectMany(decision =>
            {
                object?[] Row(string? kind, string? detail, string? sheet, string? cell, string? expected, string? found) =>
                    [
                        decision.Source,
                        decision.ReaderVersion,
                        decision.Sha256,
                        decision.FileName,
                        decision.State,
                        decision.Slot,
                        kind,
                        detail,
                        sheet,
                        cell,
                        expected,
                        found,
                        decision.FirstSeen,
                        decision.LastSeen,
                    ];
                return decision
                    .Flags.Select(flag => Row(flag.Kind, flag.Detail, null, flag.Address, null, null))
                    .Concat(
                        decision.Refusals.Select(refusal => Row(null, null, refusal.Sheet, refusal.Cell, refusal.Expected, refusal.Found))
                    )
                    .DefaultIfEmpty(Row(null, null, null, null, null, null));
            })
        );
}
