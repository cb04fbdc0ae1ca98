namespace MlFunctions.Preparation;

/// <summary>A part of a date or time, in UTC; the first five are taken unless told otherwise.</summary>
internal enum DatePart
{
    /// <summary>For example 2024.</summary>
    Year,

    /// <summary>1 to 12.</summary>
    Month,

    /// <summary>Of the month, 1 to 31.</summary>
    Day,

    /// <summary>0 is Monday, 6 is Sunday.</summary>
    Weekday,

    /// <summary>0 to 23.</summary>
    Hour,

    /// <summary>0 to 59.</summary>
    Minute,

    /// <summary>1 to 366.</summary>
    DayOfYear,

    /// <summary>Of ISO 8601, 1 to 53.</summary>
    Week,

    /// <summary>1 to 4.</summary>
    Quarter,

    /// <summary>1 on Saturday and Sunday, 0 on other days.</summary>
    Weekend,

    /// <summary>Days since 1970, with fractions.</summary>
    Age,
}
