namespace BudgetWatch.LocalHost;

/// <summary>The app cannot start, for a reason the person who started it can do something about. The message is that one line.</summary>
/// <param name="message">What is wrong and what to do, in one line.</param>
/// <param name="innerException">What it came from, if anything.</param>
public sealed class HostStartException(string message, Exception? innerException = null) : Exception(message, innerException);
