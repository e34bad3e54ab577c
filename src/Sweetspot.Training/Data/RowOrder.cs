namespace Sweetspot.Training;

/// <summary>The order of a data set's rows: training rows as they come, then test rows.</summary>
internal static class RowOrder
{
    public static int[] TrainingFirst(bool[] isTest) =>
    [
        .. Enumerable.Range(0, isTest.Length).Where(row => !isTest[row]),
        .. Enumerable.Range(0, isTest.Length).Where(row => isTest[row]),
    ];
}
