namespace BudgetWatch.Pages.Tests.Browsing;

/// <summary>What a press of Tab led to.</summary>
/// <param name="Element">The element: its tag, id and classes.</param>
/// <param name="Role">Its role, as the browser tells assistive technology.</param>
/// <param name="Name">Its name, likewise; empty where it has none.</param>
/// <param name="Target">Where it leads, as written; empty where it is no link.</param>
/// <param name="ShowsFocus">Whether it is on the screen with an outline, or with a shadow it does not have at rest.</param>
/// <param name="Follows">Whether it comes after the stop before it in the document.</param>
internal sealed record Stop(string Element, string Role, string Name, string Target, bool ShowsFocus, bool Follows);

/// <summary>Every stop of a page, in the order of Tab.</summary>
/// <param name="Stops">The stops.</param>
/// <param name="Unreached">Controls that are to be seen and can take focus, and that Tab never led to.</param>
internal sealed record TabOrder(IReadOnlyList<Stop> Stops, IReadOnlyList<string> Unreached);

/// <summary>What came over the wire for one request.</summary>
/// <param name="Address">What was asked for.</param>
/// <param name="Bytes">What came, headers included, as it was sent.</param>
internal sealed record Transfer(string Address, long Bytes);

/// <summary>How it looked while it opened.</summary>
/// <param name="Largest">When the largest text or picture was painted, from the start of the request.</param>
/// <param name="Shift">The sum of the shares of the window by which things shifted that no one had touched.</param>
/// <param name="What">The element of the largest paint.</param>
internal sealed record Paint(TimeSpan Largest, double Shift, string What);
