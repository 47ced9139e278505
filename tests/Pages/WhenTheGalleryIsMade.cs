using System.Text;
using BudgetWatch.Pages.Tests.Browsing;
using BudgetWatch.TestKit;
using Microsoft.Playwright;

namespace BudgetWatch.Pages.Tests;

/// <summary>
/// docs/gallery shows the top of every page at three widths. Set BUDGETWATCH_WRITE_DOCS=1 to take the pictures again; otherwise every page has its
/// pictures, no picture is of a page that is gone, and its README shows them all.
/// </summary>
public sealed class WhenTheGalleryIsMade(Site site)
{
    private const int Height = 1600;
    private const int MostBytes = 250 * 1024;

    private static readonly int[] Widths = [320, 768, 1280];

    private static readonly string Folder = Path.Combine(
        RepositoryFolder.Path ?? throw new InvalidOperationException("These tests run from a build inside the repository."),
        "docs",
        "gallery"
    );

    private static IReadOnlyList<SitePage> Shown => [.. SitePages.All.Where(page => page.InGallery)];

    [Fact]
    public async Task Every_page_is_in_it_at_three_widths()
    {
        if (Environment.GetEnvironmentVariable("BUDGETWATCH_WRITE_DOCS") == "1")
        {
            await WriteAsync();
        }

        if (Shown.Count == 0)
        {
            Directory.Exists(Folder).ShouldBeFalse("no page is to be shown");
            return;
        }

        const string Again = "run this test with BUDGETWATCH_WRITE_DOCS=1";
        Directory.EnumerateFiles(Folder, "*.png").Select(Path.GetFileName).ShouldBe(Shown.SelectMany(Files), ignoreOrder: true, Again);
        Directory.EnumerateFiles(Folder, "*.png").Where(file => new FileInfo(file).Length > MostBytes).ShouldBeEmpty();
        (await File.ReadAllTextAsync(Path.Combine(Folder, "README.md"))).ShouldBe(Readme(), Again);
    }

    private static IEnumerable<string> Files(SitePage page) => Widths.Select(width => $"{page.Name}-{width}.png");

    private static string Readme()
    {
        var text = new StringBuilder(
            """
            # Gallery

            The top of every page on the bundled snapshot, 320, 768 and 1280 px wide. Made by

            ```
            BUDGETWATCH_WRITE_DOCS=1 dotnet test --project tests/Pages --filter-class "*WhenTheGalleryIsMade"
            ```

            """
        );
        foreach (var page in Shown)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"\n## `{page.Address}`\n\n")
                .AppendJoin('\n', Widths.Zip(Files(page), (width, file) => $"![{page.Name}, {width} px wide]({file})"))
                .Append('\n');
        }

        return text.ToString();
    }

    private async Task WriteAsync()
    {
        if (Directory.Exists(Folder))
        {
            Directory.Delete(Folder, recursive: true);
        }

        if (Shown.Count == 0)
        {
            return;
        }

        Directory.CreateDirectory(Folder);
        foreach (var page in Shown)
        {
            foreach (var (width, file) in Widths.Zip(Files(page)))
            {
                await using var opened = await site.OpenAsync(page.Address, new Visit { Width = width, ReducedMotion = true });
                var height = await opened.Page.EvaluateAsync<int>("() => document.documentElement.scrollHeight");
                await opened.Page.SetViewportSizeAsync(width, Math.Min(Height, height));
                var picture = await opened.Page.ScreenshotAsync(
                    new PageScreenshotOptions { Animations = ScreenshotAnimations.Disabled, Caret = ScreenshotCaret.Hide }
                );
                await File.WriteAllBytesAsync(Path.Combine(Folder, file), picture);
            }
        }

        await File.WriteAllTextAsync(Path.Combine(Folder, "README.md"), Readme());
    }
}
