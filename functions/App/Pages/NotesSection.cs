using BudgetWatch.App.Http.Contract;
using BudgetWatch.Questions.Vocabulary;

namespace BudgetWatch.App.Pages;

/// <summary>What a reader must know of a page's figures, each once.</summary>
internal static class NotesSection
{
    /// <summary>As a section of a page.</summary>
    public static Markup Of(IEnumerable<NoteAnswer> notes) =>
        Markup.Of(
            $"""
            <section aria-labelledby="about-notes"><h2 id="about-notes">What to know before printing this</h2>
            <ul class="plain">
            {new Markup().AddEach(
                notes.DistinctBy(note => (note.Flag, note.Text)),
                note =>
                    $"<li>{note.Text}{(note.Source is null ? new Markup() : Markup.Of($" <span class=\"small\">({note.Source})</span>"))}</li>\n"
            )}</ul></section>

            """
        );
}
