using Azure.Storage.Blobs;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;

namespace BudgetWatch.LocalWorker.SampleApp;

public sealed class Notes(IConfiguration configuration)
{
    private readonly BlobContainerClient _notes = new(configuration["AzureWebJobsStorage"], "notes");

    [Function("WriteNote")]
    public async Task<IResult> WriteAsync([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "notes/{name}")] HttpRequest request, string name)
    {
        await _notes.CreateIfNotExistsAsync();
        await _notes.GetBlobClient(name).UploadAsync(request.Body, overwrite: true);
        return Results.NoContent();
    }

    [Function("ReadNote")]
    public async Task<string> ReadAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "notes/{name}")] HttpRequest request, string name) =>
        (await _notes.GetBlobClient(name).DownloadContentAsync()).Value.Content.ToString();

    // Does not heed its token: what it writes at its end is there only if stopping waited for it and storage outlived it.
    [Function("WriteNoteSlowly")]
    public async Task<IResult> WriteSlowlyAsync([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "slow/{name}")] HttpRequest request, string name)
    {
        await _notes.CreateIfNotExistsAsync();
        await _notes.GetBlobClient(name).UploadAsync(BinaryData.FromString("begun"), overwrite: true);
        await Task.Delay(TimeSpan.FromSeconds(1));
        await _notes.GetBlobClient(name).UploadAsync(BinaryData.FromString("ended"), overwrite: true);
        return Results.NoContent();
    }

    [Function("Protected")]
    public string Protected([HttpTrigger(AuthorizationLevel.Admin, "get")] HttpRequest request) => "in";
}
