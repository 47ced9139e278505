using BudgetWatch.Domain;
using BudgetWatch.Sources.Tabular;

namespace BudgetWatch.Sources;

/// <summary>Gathers what a reader finds: reasons to refuse the file, and what people should know of it though it is accepted.</summary>
internal sealed class ReadingOutcome
{
    /// <summary>A file broken in every row needs no more than this to be understood.</summary>
    private const int ReasonLimit = 40;

    private readonly List<Refusal> reasons = [];
    private readonly List<EditionFlag> flags = [];
    private int unlisted;

    /// <summary>Whether the file is refused already.</summary>
    public bool IsRefused => reasons.Count > 0;

    /// <summary>Adds a reason to refuse it.</summary>
    public void Refuse(Refusal reason)
    {
        if (reasons.Count < ReasonLimit)
        {
            reasons.Add(reason);
        }
        else
        {
            unlisted++;
        }
    }

    /// <summary>Refuses a table on a hidden sheet: a person who opens the file does not see its figures.</summary>
    public void RefuseHidden(SheetCursor rows)
    {
        if (rows.IsHidden)
        {
            Refuse(rows.Here(null, "the table on a sheet that people see", "a hidden sheet"));
        }
    }

    /// <summary>Adds something people should know.</summary>
    public void Flag(string kind, string detail, string? address = null) => flags.Add(new EditionFlag(kind, detail, address));

    /// <summary>Takes over what another gathered.</summary>
    public void Take(ReadingOutcome other)
    {
        foreach (var reason in other.reasons)
        {
            Refuse(reason);
        }

        unlisted += other.unlisted;
        flags.AddRange(other.flags);
    }

    /// <summary>The reading: content only if nothing speaks against it.</summary>
    public Reading Conclude(EditionContent? content)
    {
        if (unlisted > 0)
        {
            reasons.Add(
                reasons[^1] with
                {
                    Cell = null,
                    Expected = "a file of this source",
                    Found = $"{unlisted} more reasons such as these",
                }
            );
        }

        return (IsRefused, content) switch
        {
            (true, _) => new Reading.Refused(reasons),
            (false, not null) => new Reading.Accepted(content, flags),
            _ => throw new InvalidOperationException("A reader yielded nothing and gave no reason."),
        };
    }
}
