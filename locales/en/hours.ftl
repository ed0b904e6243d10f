# Working hours, where the regulation has them.

closed-greeting = Support is closed now until { $opens }. Write at any time, we begin when we open.
closed-receipt = Support is closed now until { $opens }.
