using BudgetWatch.Questions.Tables;

namespace BudgetWatch.Questions.Releases;

/// <summary>The same figures as rows, each with the question it answers.</summary>
internal static class ReleasesTable
{
    private static readonly Column Changed = AnswerColumns.Text(
        "of",
        "cell: of a published file; area: of what is summed from them; input: an edition that was added, gone, revised or read again; printed: all printed figures of a kind."
    );
    private static readonly Column PoundsBefore = AnswerColumns.Number("from", "The figure before; empty where there was none.", "GBP");
    private static readonly Column PoundsNow = AnswerColumns.Number("to", "The figure now; empty where there is none.", "GBP");
    private static readonly Column PoundsMoved = AnswerColumns.Number("change", "Now less before; empty unless both are figures.", "GBP");
    private static readonly IReadOnlyList<Column> OfKinds =
    [
        AnswerColumns.Text("movedKind", "The kind of input, or of printed figure."),
        AnswerColumns.Whole("compared", "How many printed figures of the kind both releases have."),
        AnswerColumns.Whole("moved", "How many of them are printed differently now."),
        AnswerColumns.Whole("added", "How many only the new release has."),
        AnswerColumns.Whole("gone", "How many only the release before has."),
        AnswerColumns.Whole("movedAreas", "In how many areas a figure moved."),
        AnswerColumns.Text(
            "largestFigure",
            "Which figure moved most, by the name it is served under; the row names its area, line and years."
        ),
        AnswerColumns.Year("largestFromYear", "The base year of the comparison it is of; empty for a figure of one year."),
        AnswerColumns.Text("largestUnit", "The unit of the largest move."),
        AnswerColumns.Number("largestFrom", "That figure as printed before."),
        AnswerColumns.Number("largestTo", "That figure as printed now."),
        AnswerColumns.Number("largestChange", "Now less before, of that figure."),
    ];
    private static readonly object?[] NoKind = new object?[OfKinds.Count];

    /// <summary>The rows of an answer.</summary>
    public static Table Of(ReleasesAnswer answer) =>
        new(
            ["id", "publishedAt", "live", "contentSha256", "inputsHash", "methodVersion", "rows", "inputs"],
            answer.Releases.Select(release =>
                (object?[])
                    [
                        release.Id,
                        release.PublishedAt,
                        release.Id == answer.Live,
                        release.ContentSha256,
                        release.InputsHash,
                        release.MethodVersion,
                        release.Rows,
                        release.Inputs.Count,
                    ]
            )
        );

    /// <summary>The rows of an answer.</summary>
    public static Table Of(LiveAnswer answer) =>
        new(
            ["id", "publishedAt", "since", "nextRun", "href"],
            [
                [answer.Id, answer.PublishedAt, answer.Since, answer.NextRun, answer.Href],
            ]
        );

    /// <summary>The rows of an answer.</summary>
    public static Table Of(ChangesAnswer answer) =>
        new(
            [
                "release",
                "previous",
                Changed,
                "return",
                "year",
                "code",
                "name",
                "line",
                PoundsBefore,
                "fromStatus",
                "fromEdition",
                "fromCell",
                PoundsNow,
                "toStatus",
                "toEdition",
                "toCell",
                PoundsMoved,
                .. OfKinds,
            ],
            answer
                .Cells.Select(cell =>
                    (object?[])
                        [
                            answer.Release.Id,
                            answer.Previous?.Id,
                            "cell",
                            cell.Return,
                            cell.Year,
                            cell.Authority,
                            cell.Name,
                            cell.Line,
                            cell.From?.Pounds,
                            cell.From?.Status,
                            cell.From?.Edition,
                            cell.From?.Cell,
                            cell.To?.Pounds,
                            cell.To?.Status,
                            cell.To?.Edition,
                            cell.To?.Cell,
                            cell.Change,
                            .. NoKind,
                        ]
                )
                .Concat(
                    answer.Figures.Select(figure =>
                        (object?[])
                            [
                                answer.Release.Id,
                                answer.Previous?.Id,
                                "area",
                                figure.Return,
                                figure.Year,
                                figure.Code,
                                figure.Name,
                                figure.Line,
                                figure.From,
                                null,
                                null,
                                null,
                                figure.To,
                                null,
                                null,
                                null,
                                figure.Change,
                                .. NoKind,
                            ]
                    )
                )
                .Concat(
                    answer.Inputs.Select(input =>
                        (object?[])
                            [
                                answer.Release.Id,
                                answer.Previous?.Id,
                                "input",
                                null,
                                null,
                                input.Slot,
                                input.To?.Title ?? input.From?.Title,
                                null,
                                null,
                                input.Change,
                                input.From?.Sha256,
                                null,
                                null,
                                null,
                                input.To?.Sha256,
                                null,
                                null,
                                input.Kind,
                                .. NoKind.Skip(1),
                            ]
                    )
                )
                .Concat(
                    (answer.Printed?.Kinds ?? []).Select(kind =>
                        (object?[])
                            [
                                answer.Release.Id,
                                answer.Previous?.Id,
                                "printed",
                                kind.Largest?.Return,
                                kind.Largest?.ToYear,
                                kind.Largest?.Code,
                                kind.Largest?.Name,
                                kind.Largest?.Scope,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                kind.Kind,
                                kind.Compared,
                                kind.Moved,
                                kind.Added,
                                kind.Gone,
                                kind.Areas,
                                kind.Largest?.Figure,
                                kind.Largest?.FromYear,
                                kind.Unit,
                                kind.Largest?.From,
                                kind.Largest?.To,
                                kind.Largest?.Change,
                            ]
                    )
                )
        );
}
