using System.Text.Json.Nodes;

namespace BudgetWatch.TestKit.Publishers;

/// <summary>A file attached to a publication.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Address">Where it is: absolute.</param>
/// <param name="FileName">Its name.</param>
public sealed record Attached(string Title, string Address, string FileName);

/// <summary>A document as a collection lists it.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Title">Its title.</param>
/// <param name="IsWithdrawn">Whether it is withdrawn.</param>
/// <param name="UpdatedAt">When it last changed.</param>
public sealed record Listed(string Path, string Title, bool IsWithdrawn = false, string UpdatedAt = "2026-06-25T08:30:00Z");

/// <summary>Pages in the shapes of the GOV.UK Content API, from its publishing-api's own examples.</summary>
public static class ContentApi
{
    /// <summary>A page as it is once its publisher has withdrawn it: with a notice, and all it had.</summary>
    public static string Withdrawn(string page) =>
        page.Replace(
            "\"withdrawn_notice\":{}",
            "\"withdrawn_notice\":{\"explanation\":\"Wrong.\",\"withdrawn_at\":\"2024-01-01T00:00:00Z\"}",
            StringComparison.Ordinal
        );

    /// <summary>Where the API answers for a page.</summary>
    public static string PathOf(string page) => $"/api/content{page}";

    /// <summary>A collection (<c>document_collection</c>).</summary>
    public static string Collection(string path, string title, params IEnumerable<Listed> documents) =>
        Page(
            path,
            title,
            "document_collection",
            "2016-02-29T09:24:10.000+00:00",
            new JsonObject { ["collection_groups"] = new JsonArray(), ["political"] = false },
            new JsonObject
            {
                ["documents"] = new JsonArray([
                    .. documents.Select(document => new JsonObject
                    {
                        ["api_path"] = PathOf(document.Path),
                        ["base_path"] = document.Path,
                        ["title"] = document.Title,
                        ["document_type"] = "national_statistics",
                        ["schema_name"] = "publication",
                        ["locale"] = "en",
                        ["public_updated_at"] = document.UpdatedAt,
                        ["withdrawn"] = document.IsWithdrawn,
                        ["links"] = new JsonObject(),
                    }),
                ]),
            }
        );

    /// <summary>A release with a list of attachments (the modern shape).</summary>
    public static string Release(string path, string title, string changedAt, params IEnumerable<Attached> attachments) =>
        Page(
            path,
            title,
            "national_statistics",
            changedAt,
            new JsonObject
            {
                ["body"] = "<div class=\"govspeak\"></div>",
                ["change_history"] = new JsonArray(
                    new JsonObject { ["public_timestamp"] = "2012-11-01T00:00:00.000+00:00", ["note"] = "First published." },
                    new JsonObject { ["public_timestamp"] = changedAt, ["note"] = "Corrected." }
                ),
                ["attachments"] = new JsonArray([
                    new JsonObject
                    {
                        ["attachment_type"] = "html",
                        ["id"] = "a",
                        ["title"] = "Statistical release",
                        ["url"] = $"{path}/statistical-release",
                    },
                    .. attachments.Select(attachment => new JsonObject
                    {
                        ["attachment_type"] = "file",
                        ["id"] = attachment.FileName,
                        ["title"] = attachment.Title,
                        ["url"] = attachment.Address,
                        ["accessible"] = false,
                        ["content_type"] = "application/octet-stream",
                        ["filename"] = attachment.FileName,
                    }),
                ]),
            },
            Organisation()
        );

    /// <summary>A release from before attachments were listed: its files are links in HTML, each twice.</summary>
    public static string OldRelease(string path, string title, string changedAt, params IEnumerable<Attached> attachments) =>
        Page(
            path,
            title,
            "national_statistics",
            changedAt,
            new JsonObject
            {
                ["documents"] = new JsonArray([
                    .. attachments.Select(attachment =>
                        JsonValue.Create(
                            $"""
                            <section class="attachment embedded"><div class="attachment-thumb"><a aria-hidden="true" class="thumbnail" href="{attachment.Address}"><img alt="" src="/pub-cover.png"></a></div>
                            <div class="attachment-details"><h2 class="title"><a href="{attachment.Address}">{attachment.Title}</a></h2>
                            <p class="metadata"><span class="type">MS Excel Spreadsheet</span></p></div></section>
                            """
                        )
                    ),
                ]),
            },
            Organisation()
        );

    private static JsonObject Organisation() =>
        new()
        {
            ["organisations"] = new JsonArray(
                new JsonObject
                {
                    ["base_path"] = "/government/organisations/department-for-communities-and-local-government",
                    ["title"] = "Department for Communities and Local Government",
                }
            ),
        };

    private static string Page(string path, string title, string type, string changedAt, JsonObject details, JsonObject links) =>
        new JsonObject
        {
            ["base_path"] = path,
            ["content_id"] = "5eb731c7-7631-11e4-a3cb-005056011aef",
            ["title"] = title,
            ["document_type"] = type,
            ["locale"] = "en",
            ["public_updated_at"] = changedAt,
            ["withdrawn_notice"] = new JsonObject(),
            ["details"] = details,
            ["links"] = links,
        }.ToJsonString();
}
