using BudgetWatch.Domain.Plausibility;

namespace BudgetWatch.Pipeline.Ingest;

/// <summary>An edition that is not in force until a person has said whether it is right. The edition before it of its slot stays in force.</summary>
/// <param name="SourceId">The source.</param>
/// <param name="Slot">What it stands for.</param>
/// <param name="Sha256">The edition.</param>
/// <param name="ReaderVersion">The reader that accepted it.</param>
/// <param name="FileName">The name it was offered under.</param>
/// <param name="Questions">What is asked about it.</param>
/// <param name="Since">Since when it is held.</param>
public sealed record HeldEdition(
    string SourceId,
    string Slot,
    string Sha256,
    int ReaderVersion,
    string FileName,
    IReadOnlyList<Question> Questions,
    DateTimeOffset Since
)
{
    /// <summary>So many questions are kept; the rest are counted in the last.</summary>
    public const int MostQuestions = 12;

    /// <summary>The name it was offered under, cut to what a person reads of it.</summary>
    public string FileName
    {
        get;
        init => field = Sources.BoundedText.CutName(value);
    } = Sources.BoundedText.CutName(FileName);

    /// <summary>What happened, in a sentence or two.</summary>
    public string Sentence() => $"'{FileName}' ({SourceId} {Slot}) is held: {Questions[0].Text}";
}
