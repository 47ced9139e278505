using BudgetWatch.Domain;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Geography;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Questions.Sources;
using BudgetWatch.Questions.Vocabulary;

namespace BudgetWatch.Questions.Provenance;

/// <summary>Answer of <c>/provenance</c>: the cells behind one area's figure in one year, and the arithmetic from them to it.</summary>
/// <param name="Release">The release.</param>
/// <param name="Query">The question.</param>
/// <param name="Area">The area.</param>
/// <param name="Figure">The figure as it is served; null parts where it cannot be stated.</param>
/// <param name="Arithmetic">The steps from cells to figure, in order.</param>
/// <param name="Cells">Every published cell that is summed, or that keeps the sum from being made.</param>
/// <param name="Population">The residents divided by; null where no estimate has the year.</param>
/// <param name="Deflator">What makes the figure real; null where the deflators lack the year.</param>
/// <param name="Editions">The editions the cells are in.</param>
/// <param name="Notes">What a reader must know.</param>
/// <param name="Attribution">Who to acknowledge.</param>
public sealed record ProvenanceAnswer(
    ReleaseReference Release,
    ProvenanceQueryAnswer Query,
    AreaName Area,
    FigureAnswer Figure,
    IReadOnlyList<StepAnswer> Arithmetic,
    IReadOnlyList<CellAnswer> Cells,
    PopulationProvenance? Population,
    DeflatorProvenance? Deflator,
    IReadOnlyList<EditionReference> Editions,
    IReadOnlyList<NoteAnswer> Notes,
    IReadOnlyList<string> Attribution
);

/// <summary>The question as it was understood.</summary>
/// <param name="Area">The area asked for.</param>
/// <param name="Scope">The scope or line.</param>
/// <param name="Year">The financial year.</param>
/// <param name="Return">budget or outturn.</param>
/// <param name="Geography">The geography, by its word in the API, such as upper-tier.</param>
/// <param name="PriceBase">The year whose pounds real figures are in.</param>
public sealed record ProvenanceQueryAnswer(
    AreaCode Area,
    Scope Scope,
    FinancialYear Year,
    Return Return,
    GeographyKind Geography,
    FinancialYear PriceBase
);

/// <summary>A figure in every measure.</summary>
/// <param name="Cash">Pounds of the year.</param>
/// <param name="Real">Pounds of the price base.</param>
/// <param name="CashPerHead">Pounds of the year, per resident.</param>
/// <param name="RealPerHead">Pounds of the price base, per resident.</param>
/// <param name="Status">Reported, estimated, or why there is none.</param>
public sealed record FigureAnswer(decimal? Cash, double? Real, double? CashPerHead, double? RealPerHead, CellStatus Status);

/// <summary>One step of the arithmetic.</summary>
/// <param name="Of">What it gives: allocated (an area's share of what a county council filed), cash, real, cashPerHead or realPerHead.</param>
/// <param name="Text">The step in words and numbers.</param>
/// <param name="Value">What it gives.</param>
public sealed record StepAnswer(string Of, string Text, double Value);

/// <summary>One published cell.</summary>
/// <param name="Authority">The E-code it is filed under; null where the edition has none.</param>
/// <param name="Place">The ONS code.</param>
/// <param name="Name">The authority as the edition names it.</param>
/// <param name="Line">The line.</param>
/// <param name="Pounds">The figure in pounds (files are in thousands); null where the cell has none.</param>
/// <param name="Status">What the cell says about itself.</param>
/// <param name="Edition">SHA-256 of the edition it is in.</param>
/// <param name="Sheet">The sheet; empty for CSV.</param>
/// <param name="Cell">The cell.</param>
/// <param name="OriginalCell">The cell of the publisher's original, where the edition carries figures from one.</param>
/// <param name="Share">The area's share, where the cell is a county council's and is shared among its districts; null where all of it counts.</param>
public sealed record CellAnswer(
    AuthorityCode? Authority,
    GssCode? Place,
    string Name,
    string Line,
    decimal? Pounds,
    CellStatus Status,
    string Edition,
    string Sheet,
    string Cell,
    string? OriginalCell,
    CellShareAnswer? Share
);

/// <summary>An area's share of a county council's cell: pounds x people / of, to the penny.</summary>
/// <param name="Pounds">The share; null where the cell has no figure.</param>
/// <param name="People">The county's residents in the area.</param>
/// <param name="Of">All of the county's residents.</param>
/// <param name="MidYear">The mid-year of both.</param>
/// <param name="Vintage">The vintage of the estimates of both.</param>
/// <param name="Edition">SHA-256 of the edition of that vintage.</param>
public sealed record CellShareAnswer(decimal? Pounds, long People, long Of, int MidYear, int Vintage, string Edition);

/// <summary>Where the residents of an area are from.</summary>
/// <param name="People">Usual residents at 30 June of the calendar year in which the financial year starts.</param>
/// <param name="MidYear">That year.</param>
/// <param name="Vintage">The vintage of the estimates.</param>
/// <param name="Edition">SHA-256 of the edition.</param>
/// <param name="Sheet">The sheet.</param>
/// <param name="Places">The districts summed.</param>
public sealed record PopulationProvenance(
    long People,
    int MidYear,
    int Vintage,
    string Edition,
    string Sheet,
    IReadOnlyList<PlacePeople> Places
);

/// <summary>Residents of one district.</summary>
/// <param name="Place">Its ONS code.</param>
/// <param name="Name">Its name.</param>
/// <param name="People">Usual residents.</param>
/// <param name="Cell">The cell they are in.</param>
/// <param name="OriginalCell">The cell of the publisher's original, where the edition carries figures from one.</param>
public sealed record PlacePeople(GssCode Place, string Name, long People, string Cell, string? OriginalCell);

/// <summary>What turns pounds of the year into pounds of the price base.</summary>
/// <param name="Factor">indexBase / indexYear.</param>
/// <param name="IndexYear">The deflator of the year.</param>
/// <param name="CellYear">Its cell.</param>
/// <param name="IndexBase">The deflator of the price base.</param>
/// <param name="CellBase">Its cell.</param>
/// <param name="Edition">SHA-256 of the edition.</param>
/// <param name="Sheet">The sheet; empty for CSV.</param>
public sealed record DeflatorProvenance(
    double Factor,
    double IndexYear,
    string CellYear,
    double IndexBase,
    string CellBase,
    string Edition,
    string Sheet
);

/// <summary>An edition that an answer uses.</summary>
/// <param name="Sha256">Its identity.</param>
/// <param name="Source">The source.</param>
/// <param name="Title">What the publisher calls it.</param>
/// <param name="Publisher">Who published it.</param>
/// <param name="Url">Where it was published.</param>
/// <param name="Licence">Its licence.</param>
/// <param name="Original">The publisher's original, where these are figures carried from it.</param>
/// <param name="Href">Its manifest.</param>
/// <param name="ContentHref">Its bytes.</param>
public sealed record EditionReference(
    string Sha256,
    string Source,
    string Title,
    string Publisher,
    Uri? Url,
    string Licence,
    OriginalReference? Original,
    string Href,
    string ContentHref
);
