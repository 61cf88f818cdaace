/** The strings of the page Service in the user's language; the page fills in placeholders such as `{name}`. */
import type { ServiceStrings } from '../../../../shared/protocol/pages/service';
import type { Translate } from '../../../../shared/format/translate';
import { taskStates } from './view';

export function serviceStrings(t: Translate): ServiceStrings {
  return { ...stateStrings(t), ...accountStrings(t), ...userStrings(t), ...taskStrings(t) };
}

function stateStrings(t: Translate) {
  return {
    service: t('Service'),
    noServices: t('Manage the queue, users, and tasks of a self-hosted service. No service is configured.'),
    addProvider: t('Add Provider…'),
    refresh: t('Refresh'),
    stateOfService: t('Service status'),
    healthy: t('Healthy'),
    unhealthy: t('Unhealthy'),
    queue: t('Queue'),
    models: t('Models'),
    capabilities: t('Capabilities'),
    ratios: t('Aspect ratios and sizes'),
  };
}

function accountStrings(t: Translate) {
  return {
    account: t('Your account'),
    signedInAs: t('Signed in as {name}'),
    noSignIn: t("This service doesn't require sign-in. Anyone who can reach it has full access."),
    administrator: t('Administrator'),
    notAdministrator: t(
      "Only administrators can manage users, see all tasks, and clean up this service. {name} isn't an administrator.",
    ),
    quota: t('Quota'),
    email: t('Email address'),
    save: t('Save'),
    saved: t('Saved.'),
    changePassword: t('Change Password'),
    oldPassword: t('Current password'),
    newPassword: t('New password'),
    repeatPassword: t('Confirm new password'),
    passwordsDiffer: t("The new passwords don't match."),
    register: t('Register…'),
    registerNow: t('Register'),
    registerMeans: t(
      "No account at {name} yet? Register one here. The password is kept in VS Code's secret storage, and the user name in your settings.",
    ),
    passwordChanged: t('Password changed. Easel now signs in with the new password.'),
  };
}

function userStrings(t: Translate) {
  return {
    users: t('Users'),
    userName: t('User name'),
    password: t('Password'),
    active: t('Active'),
    switchedOff: t('Disabled'),
    you: t('{name} (you)'),
    activate: t('Enable'),
    deactivate: t('Disable'),
    makeAdministrator: t('Make Administrator'),
    takeAdministrator: t('Remove Administrator Role'),
    addUser: t('Add User'),
    userAdded: t('Added {name}.'),
    userDeleted: t('Deleted {name}.'),
    noUsers: t('No users.'),
    changeQuota: t('Set Quota…'),
    quotaOf: t('Quota for {name}'),
    dailyLimit: t('Images per day (empty for unlimited)'),
    monthlyLimit: t('Images per month (empty for unlimited)'),
    withoutLimit: t('Unlimited'),
    earlier: t('Previous'),
    later: t('Next'),
    range: t('{from} to {to}'),
  };
}

function taskStrings(t: Translate) {
  return {
    pageOf: t('Page {page} of {pages} ({total} in total)'),
    tasks: t('Tasks on the service'),
    whose: t('Owner'),
    mine: t('Mine'),
    everybodys: t('All users'),
    taskStates: taskStates(t),
    prompt: t('Prompt'),
    user: t('User'),
    when: t('Created'),
    duration: t('Duration'),
    noTasks: t('No tasks.'),
    serviceFigures: t('Service statistics'),
    cleanUpService: t('Clean Up Service'),
    cleanUpServiceMeans: t(
      'Deletes old tasks of all users on {name}, together with their records. Your own history in VS Code is kept.',
    ),
    memoryHours: t('Finished tasks in memory older than (hours)'),
    databaseDays: t('Tasks in the database older than (days)'),
    cleanedUp: t('Tasks deleted: {count}'),
  };
}
